import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Image } from '#contract/image'
import { accessRowsQuery } from '../../api/access.ts'
import type { Access, KnownRow, ReadProblem } from '../../api/access-rows.ts'
import { freshRowsQuery } from '../../api/image-access.ts'
import { recipientsQuery } from '../../api/recipients.ts'
import { HoldingsList } from '../../holdings/HoldingsList.tsx'
import { holdersOf, type NamedHolding } from '../../holdings/holdings.ts'
import { ReadState } from '../../holdings/ReadState.tsx'
import { planAddress } from '../../plan/plan-address.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { words as listWords, oneWords as words } from '../words.ts'
import classes from './ImagePage.module.css'

const route = getRouteApi('/images/$imageId')
const NONE: readonly NamedHolding[] = []

/** Who has an image now: what was read before is shown at once, and read again as the page opens. */
export function WhoHasIt({ image }: { image: Image }) {
  const { id } = image
  const before = useQuery(accessRowsQuery([id]))
  const now = useQuery(freshRowsQuery([id]))
  const access = now.data ?? before.data
  const holders = useHolders(access, id)
  return (
    <section aria-label={words.who}>
      <div className={classes.head}>
        <h2>{words.who}</h2>
        <Acts image={image} holders={holders ?? NONE} />
      </div>
      <Members
        image={id}
        row={access?.rows.get(id)}
        unread={access?.unread.get(id)}
        holders={holders}
        isReading={now.isFetching}
        error={now.isFetching ? null : now.error}
        onReadAgain={() => void now.refetch()}
      />
    </section>
  )
}

function useHolders(access: Access | undefined, image: string) {
  const { data: recipients } = useQuery(recipientsQuery)
  return useMemo(() => {
    if (!access) return undefined
    const names = new Map(recipients?.map(({ id, name }) => [id, name]))
    return holdersOf(access, image).map((each): NamedHolding => ({ ...each, name: names.get(each.id) ?? '' }))
  }, [access, recipients, image])
}

/** The members as they were read, or why nobody knows them: that is never told as "nobody". */
function Members(props: {
  image: string
  row: KnownRow | undefined
  unread: ReadProblem | undefined
  holders: readonly NamedHolding[] | undefined
  isReading: boolean
  error: Error | null
  onReadAgain: () => void
}) {
  const { image, row, unread, holders, isReading, error, onReadAgain } = props
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const problem = unread ?? (row ? null : error)
  if (problem && !isReading)
    return (
      <ErrorState
        title={words.unread}
        error={{ ...problem, message: words.unreadMeans(problem.message) }}
        onRetry={onReadAgain}
      />
    )
  if (!row || !holders) return <SkeletonRows label={words.loadingMembers} rows={6} height={52} />
  const pending = holders.filter(({ status }) => status === 'pending').length
  return (
    <>
      <ReadState
        oldest={row.at}
        newest={row.at}
        isReading={isReading}
        problem={row.problem?.message ?? error?.message ?? null}
        told={words.usable(pending)}
        onReadAgain={onReadAgain}
      />
      {holders.length > 0 ? (
        <HoldingsList
          of={{ image }}
          holdings={holders}
          words={words.list}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      ) : (
        <EmptyState title={words.nobody}>{words.nobodyMeans}</EmptyState>
      )}
    </>
  )
}

/** What can be done with the image and all who have it. */
function Acts({ image, holders }: { image: Image; holders: readonly NamedHolding[] }) {
  const address = planAddress({ images: [], projects: holders.map(({ id }) => id), reason: '' })
  const blocked = holders.length === 0 ? words.noneToCopy : words.tooMany
  return (
    <div className={classes.acts}>
      <ActionButton
        size="xs"
        variant="default"
        title={words.copyHint}
        blocked={holders.length > 0 && address ? null : blocked}
        renderRoot={(link) => <Link {...link} to="/share" search={{ projects: address?.projects }} />}
      >
        {words.copyRecipients}
      </ActionButton>
      <ActionButton
        size="xs"
        blocked={image.obstacle && listWords.blocked(image.obstacle.reason)}
        renderRoot={(link) => <Link {...link} to="/share" search={{ images: image.id }} />}
      >
        {words.share}
      </ActionButton>
    </div>
  )
}
