import IconRepeat from '@tabler/icons-react/icons/IconRepeat'
import type { JobDetail } from '#contract/job'
import { jobTitle, statusLook } from '../../job-words.ts'
import { ButtonLink, TextLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { JobCopies } from '../copies/JobCopies.tsx'
import classes from './JobPage.module.css'
import { shareAgain } from './share-again.ts'

/** The job in words, its status, and what can be taken along. */
export function JobHeader({ job }: { job: JobDetail }) {
  const again = shareAgain(job)
  return (
    <>
      <nav aria-label="Back" className={classes.back}>
        <TextLink to="/jobs" size="sm">
          All jobs
        </TextLink>
      </nav>
      <PageHeader
        title={jobTitle(job)}
        aside={
          <>
            <StatusBadge {...statusLook(job)} />
            <span className={classes.buttons}>
              {again && (
                <ButtonLink
                  to="/share"
                  search={again}
                  variant="default"
                  size="xs"
                  leftSection={<IconRepeat size={14} aria-hidden />}
                >
                  Share again
                </ButtonLink>
              )}
              <JobCopies job={job} />
            </span>
          </>
        }
      />
    </>
  )
}
