import { ButtonLink } from '../ui/Links.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { onboardWords } from './words.ts'

/** The job is there, and the book could not be written. */
export function BookTrouble({ jobId, error }: { jobId: string; error: Error }) {
  return (
    <div role="alert">
      <EmptyState
        title={onboardWords.booked}
        action={
          <ButtonLink to="/jobs/$jobId" params={{ jobId }} size="xs" variant="default">
            {onboardWords.openJob}
          </ButtonLink>
        }
      >
        {error.message}
      </EmptyState>
    </div>
  )
}
