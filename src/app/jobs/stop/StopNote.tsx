import type { JobSummary } from '#contract/job'
import { Time } from '../../ui/Time.tsx'
import classes from './StopNote.module.css'
import { stopText } from './words.ts'

/** Tells who stopped a job, and its results. Shows nothing when nobody did. */
export function StopNote({ job }: { job: JobSummary }) {
  if (!job.stop) return null
  return (
    <p className={classes.note} data-tone="warn">
      <b>{stopText(job)}</b>
      <span className={classes.when}>
        <Time at={job.stop.at} />
      </span>
    </p>
  )
}
