import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { PageHeader } from '../ui/PageHeader.tsx'

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <>
      <PageHeader title="Page not found" />
      <p>
        Nothing lives at this address. It may be mistyped, or the link is older than the console. Go to{' '}
        <Anchor inherit underline="always" component={Link} to="/share">
          Share
        </Anchor>{' '}
        or to{' '}
        <Anchor inherit underline="always" component={Link} to="/jobs">
          Jobs
        </Anchor>
        .
      </p>
    </>
  )
}
