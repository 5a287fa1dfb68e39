import { useState } from 'react'
import type { JobSummary } from '#contract/job'
import { TextLink } from '../ui/Links.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { JobRow } from './JobRow.tsx'
import classes from './JobsPanel.module.css'
import { PANEL_GROUPS, type Placement, placeJobs } from './panel-groups.ts'
import { words } from './words.ts'

/** The list in its states: loading, not readable, empty, full. `broken`: a poll has failed before. */
export function PanelList({ jobs, broken }: { jobs: readonly JobSummary[] | undefined; broken: boolean }) {
  if (jobs && jobs.length > 0) return <Groups jobs={jobs} />
  if (jobs) return <EmptyState title={words.noJobs}>{words.noJobsYet}</EmptyState>
  if (broken) return <EmptyState title={words.jobsUnreadable}>{words.jobsGoOn}</EmptyState>
  return (
    <div className={classes.loading}>
      <SkeletonRows label={words.loadingJobs} rows={4} height={96} />
    </div>
  )
}

function Groups({ jobs }: { jobs: readonly JobSummary[] }) {
  const [held, setHeld] = useState<Placement | null>(null)
  const placement = placeJobs(jobs, Date.now(), held)
  const hold = () => setHeld((before) => before ?? placement)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps rows still while in use.
    <div
      onPointerEnter={hold}
      onFocus={hold}
      onPointerLeave={({ currentTarget }) => currentTarget.contains(document.activeElement) || setHeld(null)}
      onBlur={({ currentTarget, relatedTarget }) =>
        currentTarget.contains(relatedTarget) || currentTarget.matches(':hover') || setHeld(null)
      }
    >
      {PANEL_GROUPS.map((group) => {
        const members = jobs.filter((job) => placement.get(job.id) === group)
        if (members.length === 0) return null
        return (
          <div key={group} className={classes.group}>
            <h3>{words.groups[group]}</h3>
            <ul>
              {members.map((job) => (
                <JobRow key={job.id} job={job} />
              ))}
            </ul>
          </div>
        )
      })}
      <p className={classes.all}>
        <TextLink inherit to="/jobs">
          {words.allJobs}
        </TextLink>
      </p>
    </div>
  )
}
