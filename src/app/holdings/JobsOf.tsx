import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { jobHistoryQuery } from '../api/jobs.ts'
import { jobName, jobShape, statusLook, whoText } from '../job-words.ts'
import { TextLink } from '../ui/Links.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { Time } from '../ui/Time.tsx'
import classes from './Holdings.module.css'
import type { Side } from './holdings.ts'
import { words } from './words.ts'

/** So many of its latest jobs are shown; the history has the others. */
const SHOWN = 10

/** The latest jobs with one image or one recipient. */
export function JobsOf({ of }: { of: Side }) {
  const query = useInfiniteQuery(jobHistoryQuery(of))
  const jobs = query.data?.pages[0]?.jobs
  return (
    <section aria-label={words.jobs} className={classes.jobs}>
      <h2>{words.jobs}</h2>
      {!jobs && query.error && (
        <ErrorState title={words.jobsUnreadable} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!jobs && !query.error && <SkeletonRows label={words.jobsLoading} rows={3} height={44} />}
      {jobs?.length === 0 && <p className={classes.detail}>{words.noJobs}</p>}
      {jobs && jobs.length > 0 && (
        <ul>
          {jobs.slice(0, SHOWN).map((job) => (
            <li key={job.id}>
              <StatusBadge {...statusLook(job)} />
              <span className={classes.job}>
                <Link
                  to="/jobs/$jobId"
                  params={{ jobId: job.id }}
                  className={classes.link}
                  title={jobName(job)}
                  translate={job.reason ? 'no' : undefined}
                >
                  {jobName(job)}
                </Link>
                <span className={classes.detail} translate="no">
                  {jobShape(job)}
                </span>
              </span>
              <span className={classes.detail}>
                <span translate="no">{whoText(job)}</span>, <Time at={job.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {jobs && jobs.length > SHOWN && (
        <TextLink to="/jobs" search={of} size="sm">
          {words.allJobs}
        </TextLink>
      )}
    </section>
  )
}
