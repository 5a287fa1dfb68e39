import { ActionIcon } from '@mantine/core'
import IconBriefcase from '@tabler/icons-react/icons/IconBriefcase'
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp'
import IconLayoutSidebarRightCollapse from '@tabler/icons-react/icons/IconLayoutSidebarRightCollapse'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type LiveJobs, liveJobsQuery } from '../api/jobs.ts'
import { settingsQuery } from '../api/settings.ts'
import { useModule } from '../ui/use-module.ts'
import { CheckedAgo } from './CheckedAgo.tsx'
import { useDock } from './dock-choice.ts'
import classes from './JobsPanel.module.css'
import { JobsRail } from './JobsRail.tsx'
import { runningAndFailed, words } from './words.ts'

/** The folded jobs and the form do without it. */
const loadList = async () => (await import('./PanelList.tsx')).PanelList

/** Running and recent jobs, docked on every page but the one that lists all of them. */
export function JobsPanel() {
  const isJobsPage = useLocation({ select: ({ pathname }) => pathname === '/jobs' })
  return isJobsPage ? null : <Panel />
}

/**
 * A column that folds to a rail, or, where there is no room for either, a bar at the bottom that opens as a sheet. It is
 * the same region in all forms.
 */
function Panel() {
  const { data, errorUpdateCount, isError } = useQuery(liveJobsQuery)
  const { data: settings } = useQuery(settingsQuery)
  const dock = useDock(data, settings?.user.id)
  const [open, setOpen] = useState(false)
  const PanelList = useModule(loadList, open || dock.isOpen)
  const panel = useRef<HTMLElement>(null)
  const router = useRouter()
  // Following a link out of the sheet closes it.
  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => pathChanged && setOpen(false)),
    [router],
  )
  /** The button that was pressed is gone; the one in its place has the focus. */
  const fold = (isOpen: boolean) => {
    dock.choose(isOpen)
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[data-fold]')?.focus())
  }
  return (
    <section
      ref={panel}
      aria-label={words.jobs}
      className={classes.panel}
      data-open={open || undefined}
      data-dock={dock.isOpen ? 'open' : 'folded'}
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
      {!dock.isOpen && <JobsRail jobs={data?.jobs} isStale={isError} onOpen={() => fold(true)} />}
      <div className={classes.body}>
        <div className={classes.head}>
          <h2>{words.jobs}</h2>
          {data && <span>{summary(data)}</span>}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.hideJobs}
            aria-expanded
            data-fold
            onClick={() => fold(false)}
          >
            <IconLayoutSidebarRightCollapse size={18} aria-hidden />
          </ActionIcon>
        </div>
        <div className={classes.list}>
          {PanelList && <PanelList jobs={data?.jobs} broken={errorUpdateCount > 0} />}
        </div>
        <div className={classes.foot}>
          <CheckedAgo />
        </div>
      </div>
    </section>
  )
}

const summary = (live: LiveJobs) => runningAndFailed(live) || words.noneRunning
