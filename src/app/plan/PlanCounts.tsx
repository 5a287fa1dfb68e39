import { countGroups } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { count } from '../format.ts'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { GROUP_LOOK, GROUPS } from './outcome-words.ts'
import classes from './PlanCard.module.css'

/** How many pairs there are of each group of outcomes, as words. */
export function PlanCounts({ plan }: { plan: Plan }) {
  const counts = countGroups(plan)
  return (
    <ul className={classes.counts} aria-label="What will change">
      {GROUPS.filter((group) => counts[group] > 0 || group === 'change').map((group) => (
        <li key={group}>
          <StatusBadge {...GROUP_LOOK[plan.action][group]} />
          <b>{count(counts[group])}</b>
        </li>
      ))}
    </ul>
  )
}
