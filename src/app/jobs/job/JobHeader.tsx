import type { JobDetail } from '#contract/job'
import { jobTitle, statusLook } from '../../job-words.ts'
import { TextLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { JobCopies } from '../copies/JobCopies.tsx'
import { jobWords } from '../words.ts'
import classes from './JobPage.module.css'
import { ShareAgain } from './ShareAgain.tsx'

/** The title and status of the job, with the buttons to share again and to copy. */
export function JobHeader({ job }: { job: JobDetail }) {
  return (
    <>
      <nav aria-label={jobWords.back} className={classes.back}>
        <TextLink to="/jobs" size="sm">
          {jobWords.allJobs}
        </TextLink>
      </nav>
      <PageHeader
        title={jobTitle(job)}
        aside={
          <>
            <StatusBadge {...statusLook(job)} />
            <span className={classes.buttons}>
              <ShareAgain job={job} />
              <JobCopies job={job} />
            </span>
          </>
        }
      />
    </>
  )
}
