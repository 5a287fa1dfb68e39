import { ButtonLink } from '../Links.tsx'
import { EmptyState } from './EmptyState.tsx'

type Words = { noMatch: string; noMatchHint: string; clearFilters: string }

/** A list whose filters let nothing through. `to`: its address without filters. */
export function NoMatch({
  to,
  words,
}: {
  to: '/access' | '/images' | '/jobs' | '/received' | '/recipients'
  words: Words
}) {
  const action = (
    <ButtonLink to={to} size="xs" variant="default">
      {words.clearFilters}
    </ButtonLink>
  )
  return (
    <EmptyState title={words.noMatch} action={action}>
      {words.noMatchHint}
    </EmptyState>
  )
}
