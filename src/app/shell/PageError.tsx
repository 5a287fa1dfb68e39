import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/client.ts'
import { NoPart } from '../ui/load-part.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { words } from './words.ts'

/** Shown in place of a page that has thrown an error; header, navigation and jobs go on working around it. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const facts = error instanceof ApiError ? { code: error.code, requestId: error.requestId } : {}
  const retry = () => {
    if (error instanceof NoPart) return window.location.reload()
    reset()
    void router.invalidate()
  }
  return (
    <>
      <PageHeader title={words.pageBroke} />
      <ErrorState
        title={words.pageUnshown}
        error={{
          ...facts,
          message: words.jobsUntouched(error instanceof Error ? error.message : String(error)),
        }}
        onRetry={retry}
      />
    </>
  )
}
