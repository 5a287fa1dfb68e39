import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { Link } from '@tanstack/react-router'
import { isAnswer, isUndone, type JobSummary } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { useReadOnly } from '../../api/settings.ts'
import { plural } from '../../format.ts'
import { missing } from '../../job-words.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'

/** What comes next after a stop: take back what was done, or send the rest. */
export function StoppedActions({ job, onRetry }: { job: JobSummary; onRetry: () => void }) {
  const { retry } = useJobActions(job.id)
  const readOnly = useReadOnly('change jobs')
  const rest = missing(job.pairs) + job.pairs.unsent
  return (
    <>
      {!isAnswer(job.action) && job.wishes > 0 && !isUndone(job) && (
        <ActionButton
          blocked={readOnly}
          renderRoot={(props) => <Link {...props} to="/jobs/$jobId/undo" params={{ jobId: job.id }} />}
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
        >
          Undo …
        </ActionButton>
      )}
      <ActionButton
        blocked={readOnly}
        size="compact-xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={retry.isPending}
        onClick={() => {
          onRetry()
          retry.mutate()
        }}
      >
        Retry {plural(rest, 'pair')}
      </ActionButton>
      {retry.error && (
        <span role="alert" data-tone="bad">
          {retry.error.message}
        </span>
      )}
    </>
  )
}
