import { isAnswer, isUndone, type JobSummary } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { missing } from '../../job-words.ts'
import { RetryButton, UndoButton } from '../job/RetryAndUndo.tsx'
import { jobWords } from '../words.ts'

/** The next steps after a stop: undo the pairs that are done, or send the rest. */
export function StoppedActions({ job, onRetry }: { job: JobSummary; onRetry: () => void }) {
  const { retry } = useJobActions(job.id)
  const rest = missing(job.pairs) + job.pairs.unsent
  return (
    <>
      {!isAnswer(job.action) && job.wishes > 0 && !isUndone(job) && (
        <UndoButton job={job} size="compact-xs" />
      )}
      <RetryButton
        label={jobWords.retry(rest)}
        size="compact-xs"
        variant="default"
        retry={retry}
        onRetry={() => {
          onRetry()
          retry.mutate()
        }}
      />
      {retry.error && (
        <span role="alert" data-tone="bad">
          {retry.error.message}
        </span>
      )}
    </>
  )
}
