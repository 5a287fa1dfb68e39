import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconLayoutSidebarRightExpand from '@tabler/icons-react/icons/IconLayoutSidebarRightExpand'
import type { JobSummary } from '#contract/job'
import { count } from '../format.ts'
import { settled } from '../job-words.ts'
import classes from './JobsPanel.module.css'
import { placeJobs } from './panel-groups.ts'
import { words } from './words.ts'

/** The folded jobs: how many are under way, and how far; how many failed; how many have ended. */
export function JobsRail(props: {
  jobs: readonly JobSummary[] | undefined
  isStale: boolean
  onOpen: () => void
}) {
  const { jobs = [] } = props
  const placement = placeJobs(jobs, Date.now(), null)
  const of = (group: string) => jobs.filter(({ id }) => placement.get(id) === group)
  const [active, failed, ended] = [of('active'), of('failed'), of('ended')]
  const label = [
    words.showJobs,
    active.length > 0 && words.railActive(active.length),
    failed.length > 0 && words.railFailed(failed.length),
    props.isStale && words.railStale,
  ]
  return (
    <div className={classes.rail}>
      <button
        type="button"
        data-fold
        aria-expanded={false}
        aria-label={label.filter(Boolean).join(', ')}
        onClick={props.onOpen}
      >
        <IconLayoutSidebarRightExpand size={18} stroke={1.75} aria-hidden />
        {active.length > 0 && (
          <span className={classes.mark} data-tone="busy">
            <Ring jobs={active} />
            {count(active.length)}
          </span>
        )}
        {failed.length > 0 && (
          <span className={classes.mark} data-tone="bad">
            <IconAlertOctagon size={18} stroke={1.75} aria-hidden />
            {count(failed.length)}
          </span>
        )}
        {ended.length > 0 && (
          <span className={classes.mark}>
            <svg width={12} height={12} aria-hidden>
              <rect width={12} height={12} rx={2} fill="var(--px-ink)" />
            </svg>
            {count(ended.length)}
          </span>
        )}
        {props.isStale && (
          <span className={classes.mark} data-tone="warn" aria-hidden>
            !
          </span>
        )}
      </button>
    </div>
  )
}

const AROUND = 2 * Math.PI * 7

/** How far the jobs under way are, all together. */
function Ring({ jobs }: { jobs: readonly JobSummary[] }) {
  const total = jobs.reduce((sum, { pairs }) => sum + pairs.total, 0)
  const done = jobs.reduce((sum, { pairs }) => sum + settled(pairs), 0)
  return (
    <svg width={20} height={20} viewBox="0 0 20 20" fill="none" strokeWidth={3.5} aria-hidden>
      <circle cx={10} cy={10} r={7} stroke="var(--px-soft)" />
      <circle
        cx={10}
        cy={10}
        r={7}
        stroke="var(--px-ink)"
        strokeDasharray={`${total === 0 ? 0 : (done / total) * AROUND} ${AROUND}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  )
}
