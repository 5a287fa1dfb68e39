import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/client.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'

/** What stands in the content area when a page breaks; header, navigation and jobs go on working around it. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const api = error instanceof ApiError ? error : undefined
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <>
      <PageHeader title="This page broke" />
      <ErrorState
        title="The page could not be shown"
        message={`${error instanceof Error ? error.message : String(error)} Jobs that were started go on; nothing was lost on the server.`}
        code={api?.code}
        requestId={api?.requestId}
        onRetry={retry}
      />
    </>
  )
}
