import { Link } from '@tanstack/react-router'
import { memo, useRef } from 'react'
import { isAnswer, type JobSummary } from '#contract/job'
import { plural } from '../format.ts'
import {
  ACTION_WORDS,
  jobShape,
  lossTexts,
  progressSegments,
  progressText,
  statusLook,
  undoText,
  whoText,
} from '../job-words.ts'
import { SignInNeeded } from '../jobs/job/SignInNeeded.tsx'
import { SeenButton } from '../jobs/seen/SeenButton.tsx'
import { StopJob } from '../jobs/stop/StopJob.tsx'
import { StoppedActions } from '../jobs/stop/StoppedActions.tsx'
import { stopText } from '../jobs/stop/words.ts'
import { ProgressBar } from '../ui/states/ProgressBar.tsx'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { TimeAgo } from '../ui/Time.tsx'
import classes from './JobRow.module.css'
import { words } from './words.ts'

/** One job in the panel, a link to its page. Renders again only when its job changed. */
export const JobRow = memo(function JobRow({ job }: { job: JobSummary }) {
  const undo = undoText(job)
  const link = useRef<HTMLAnchorElement>(null)
  return (
    <li>
      <Link ref={link} to="/jobs/$jobId" params={{ jobId: job.id }} className={classes.row}>
        <span className={classes.top}>
          <StatusBadge {...statusLook(job)} />
          {undo && <b className={classes.undo}>{undo}</b>}
          <span className={classes.when}>
            <TimeAgo at={job.endedAt ?? job.createdAt} />
          </span>
        </span>
        <span className={classes.what}>
          {job.reason ? <span translate="no">{job.reason}</span> : <WhatItDoes job={job} />}
        </span>
        <span className={classes.images} translate="no">
          {jobShape(job)}
        </span>
        <ProgressBar
          label={words.progress}
          total={job.pairs.total}
          text={progressText(job.pairs)}
          segments={progressSegments(job)}
        />
        <span className={classes.counts}>
          {job.status !== 'partial' &&
            lossTexts(job.pairs).map(({ text, tone }) => (
              <strong key={text} className={classes.lost} data-tone={tone}>
                {text}
              </strong>
            ))}
          <span>{progressText(job.pairs)}</span>
          <span className={classes.who}>{whoText(job)}</span>
        </span>
        {job.stop && <span className={classes.stopped}>{stopText(job)}</span>}
      </Link>
      <SignInNeeded job={job} brief />
      <div className={classes.actions}>
        <StopJob job={job} size="compact-xs" onAsked={() => link.current?.focus()} />
        <SeenButton job={job} size="compact-xs" onSeen={() => link.current?.focus()} />
        {job.status === 'stopped' && <StoppedActions job={job} onRetry={() => link.current?.focus()} />}
      </div>
    </li>
  )
})

const WhatItDoes = ({ job }: { job: JobSummary }) => (
  <>
    {ACTION_WORDS[job.action]} {plural(job.imageCount, 'image')}
    {!isAnswer(job.action) && ` × ${plural(job.projectCount, 'project')}`}
  </>
)
