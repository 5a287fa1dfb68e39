import { Button } from '@mantine/core'
import type { JobSummary } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { jobTitle } from '../../job-words.ts'
import { ModalDialog } from '../../ui/ModalDialog.tsx'
import { Problem } from '../../ui/states/Problem.tsx'
import { stopConsequences, stopWords } from './words.ts'

/** Asks before a job is stopped, and says what the stop changes and what it leaves as it is. */
export function StopDialog(props: {
  job: JobSummary
  onClose: () => void
  onAsked: (revision: number) => void
}) {
  const { job, onClose, onAsked } = props
  const { stop } = useJobActions(job.id)
  return (
    <ModalDialog title={stopWords.title} onClose={onClose}>
      <p>{stopWords.what({ job: jobTitle(job), reason: job.reason, by: job.user.name || job.user.id })}</p>
      <ul>
        {stopConsequences(job).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {stop.error && <Problem>{stopWords.notStopped(stop.error.message)}</Problem>}
      <div>
        <Button variant="default" onClick={onClose}>
          {stopWords.cancel}
        </Button>
        <Button
          color="stop"
          loading={stop.isPending}
          onClick={() => stop.mutate(undefined, { onSuccess: ({ revision }) => onAsked(revision) })}
        >
          {stopWords.confirm}
        </Button>
      </div>
    </ModalDialog>
  )
}
