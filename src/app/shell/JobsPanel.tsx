import IconBriefcase from '@tabler/icons-react/icons/IconBriefcase'
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type LiveJobs, liveJobsQuery } from '../api/jobs.ts'
import { CheckedAgo } from './CheckedAgo.tsx'
import classes from './JobsPanel.module.css'
import { NotifySwitch } from './NotifySwitch.tsx'
import { PanelList } from './PanelList.tsx'
import { runningAndFailed, words } from './words.ts'

/**
 * Running and recent jobs, docked on every page: a column where there is room, else a bar at the bottom that
 * opens as a sheet. It is the same region in both forms; only the styles differ.
 */
export function JobsPanel() {
  const { data, errorUpdateCount, isError } = useQuery(liveJobsQuery)
  const [open, setOpen] = useState(false)
  const router = useRouter()
  // Following a link out of the sheet closes it.
  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => pathChanged && setOpen(false)),
    [router],
  )
  return (
    <section
      aria-label={words.jobs}
      className={classes.panel}
      data-open={open || undefined}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      <h2 className={classes.bar}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconBriefcase size={18} aria-hidden />
          <span>
            {words.jobs}
            {data && `: ${summary(data)}`}
            {isError && <b data-tone="warn">{words.notUpToDate}</b>}
          </span>
          <IconChevronUp size={18} aria-hidden className={classes.chevron} />
        </button>
      </h2>
      <div className={classes.body}>
        <div className={classes.head}>
          <h2>{words.jobs}</h2>
          {data && <span>{summary(data)}</span>}
        </div>
        <div className={classes.list}>
          <PanelList jobs={data?.jobs} broken={errorUpdateCount > 0} />
        </div>
        <div className={classes.foot}>
          <CheckedAgo />
          <NotifySwitch />
        </div>
      </div>
    </section>
  )
}

const summary = (live: LiveJobs) => runningAndFailed(live) || words.noneRunning
