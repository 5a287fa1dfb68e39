import { Button } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import IconZoomCheck from '@tabler/icons-react/icons/IconZoomCheck'
import { Link } from '@tanstack/react-router'
import { type JobDetail, TERMINAL } from '#contract/job'
import { useJobActions } from '../api/job-actions.ts'
import { plural } from '../format.ts'
import classes from './JobPage.module.css'
import { missing } from './job-words.ts'

/** What can be done with a job that has ended: try its failed pairs again, look again, or undo it. */
export function JobActions({ job }: { job: JobDetail }) {
  const { retry, recheck } = useJobActions(job.id)
  const lost = missing(job.pairs)
  if (!TERMINAL.has(job.status)) return null
  const error = retry.error ?? recheck.error
  return (
    <div className={classes.actions}>
      {lost > 0 && (
        <>
          <Button
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            Retry {plural(lost, 'failed pair')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconZoomCheck size={14} aria-hidden />}
            loading={recheck.isPending}
            onClick={() => recheck.mutate()}
          >
            Read the members again
          </Button>
        </>
      )}
      {job.pairs.done > 0 && (
        <Button
          renderRoot={(props) => <Link {...props} to="/jobs/$jobId/undo" params={{ jobId: job.id }} />}
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
        >
          Undo …
        </Button>
      )}
      <p role="status" className={classes.dim}>
        {error && <span data-tone="bad">{error.message}</span>}
        {recheck.isSuccess &&
          !recheck.isPending &&
          (lost > 0
            ? `Read again: ${plural(lost, 'pair')} still not there.`
            : 'Read again: every pair is there.')}
      </p>
    </div>
  )
}
