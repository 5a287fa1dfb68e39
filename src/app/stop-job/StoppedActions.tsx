import { Button } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isAnswer, isUndone, type JobSummary } from '#contract/job'
import { useJobActions } from '../api/job-actions.ts'
import { settingsQuery } from '../api/settings.ts'
import { plural } from '../format.ts'
import { missing } from '../job-words.ts'

/** What comes next after a stop: take back what was done, or send the rest. */
export function StoppedActions({ job, onRetry }: { job: JobSummary; onRetry: () => void }) {
  const { retry } = useJobActions(job.id)
  const { data: settings } = useQuery(settingsQuery)
  if (settings?.mayShare === false) return null
  const rest = missing(job.pairs) + job.pairs.unsent
  return (
    <>
      {!isAnswer(job.action) && job.pairs.done > 0 && !isUndone(job) && (
        <Button
          renderRoot={(props) => <Link {...props} to="/jobs/$jobId/undo" params={{ jobId: job.id }} />}
          size="compact-xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
        >
          Undo …
        </Button>
      )}
      <Button
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
      </Button>
      {retry.error && (
        <span role="alert" data-tone="bad">
          {retry.error.message}
        </span>
      )}
    </>
  )
}
