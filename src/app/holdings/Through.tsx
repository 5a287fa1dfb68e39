import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Provenance } from '#contract/access'
import { Time } from '../ui/Time.tsx'
import classes from './Holdings.module.css'
import { words } from './words.ts'

/** The job through which a pair came to be, and who gave it and why; or that no job of this console did. */
export function Through(props: {
  provenance: UseQueryResult<Provenance>
  pair: { image: string; project: string }
  tabIndex: number
}) {
  const { data, isError } = props.provenance
  const { image, project } = props.pair
  if (!data) return <span className={classes.detail}>{isError ? words.unreadable : words.reading}</span>
  const job = jobOf(data, image, project)
  if (!job) return <span title={words.notThroughHint}>{words.notThrough}</span>
  return (
    <>
      <Link
        to="/jobs/$jobId"
        params={{ jobId: job.id }}
        tabIndex={props.tabIndex}
        className={classes.link}
        title={job.reason || words.noReason}
        translate={job.reason ? 'no' : undefined}
      >
        {job.reason || words.noReason}
      </Link>
      <span className={classes.detail}>
        <span translate="no">{words.by(job.user)}</span>, <Time at={job.createdAt} />
      </span>
    </>
  )
}

/** The job of a pair; undefined where the history has none. */
export function jobOf({ pairs, jobs }: Provenance, image: string, project: string) {
  const pair = pairs.find((each) => each.image === image && each.project === project)
  return pair && jobs[pair.job]
}
