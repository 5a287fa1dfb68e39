import { useQuery } from '@tanstack/react-query'
import { isUndone, type JobDetail } from '#contract/job'
import { jobQuery } from '../../api/jobs.ts'
import { ACTION_WORDS, jobName, statusLook } from '../../job-words.ts'
import { Swatch } from '../../picture/Swatch.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { TextLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { JobCopies } from '../copies/JobCopies.tsx'
import { jobWords } from '../words.ts'
import classes from './JobHeader.module.css'
import { ShareAgain } from './ShareAgain.tsx'

/** The reason and status of the job, what it is about, and the buttons to share again and to copy. */
export function JobHeader({ job }: { job: JobDetail }) {
  return (
    <>
      {job.undone > 0 && <Undone job={job} />}
      <BackLink to="/jobs" label={jobWords.back} word={jobWords.allJobs} />
      <PageHeader
        title={jobName(job)}
        aside={
          <>
            <StatusBadge {...statusLook(job)} />
            <span className={classes.buttons}>
              <ShareAgain job={job} />
              <JobCopies job={job} />
            </span>
          </>
        }
      >
        {jobWords.shape(job)}
        <span translate="no">{job.firstImage}</span>
        {jobWords.more(job.imageCount)} · {ACTION_WORDS[job.action].toLowerCase()}
      </PageHeader>
    </>
  )
}

/** First of all: what the page tells was so, and is not any more. */
function Undone({ job }: { job: JobDetail }) {
  const id = job.undos.at(-1)
  const { data: undo } = useQuery({ ...jobQuery(id ?? ''), enabled: id !== undefined })
  return (
    <div className={classes.undone}>
      <Swatch texture="undone" />
      <p>
        <b>{jobWords.undone}</b>{' '}
        {isUndone(job) ? jobWords.undoneAll : jobWords.undonePart(job.undone, job.wishes)}
        {undo && (
          <>
            {jobWords.undoneWho(undo.user.name || undo.user.id)}
            <Time at={undo.endedAt ?? undo.createdAt} />
          </>
        )}
      </p>
      {id && (
        <TextLink to="/jobs/$jobId" params={{ jobId: id }}>
          {jobWords.openUndo}
        </TextLink>
      )}
    </div>
  )
}
