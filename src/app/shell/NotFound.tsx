import { TextLink } from '../ui/Links.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { words } from './words.ts'

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <>
      <PageHeader title={words.notFound} />
      <p>
        Nothing lives at this address. It may be mistyped, or the link is older than the console. Go to{' '}
        <TextLink inherit underline="always" to="/share">
          {words.share}
        </TextLink>{' '}
        or to{' '}
        <TextLink inherit underline="always" to="/jobs">
          {words.jobs}
        </TextLink>
        .
      </p>
    </>
  )
}
