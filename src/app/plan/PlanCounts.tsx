import { countFates, type Plan } from '#contract/plan'
import { count } from '../format.ts'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import classes from './PlanCard.module.css'
import { FATE, FATES } from './plan-words.ts'

/** How many pairs there are of each fate, as words. */
export function PlanCounts({ plan }: { plan: Plan }) {
  const counts = countFates(plan)
  return (
    <ul className={classes.counts} aria-label="What will change">
      {FATES.filter((fate) => counts[fate] > 0 || fate === 'change').map((fate) => (
        <li key={fate}>
          <StatusBadge {...FATE[plan.action][fate]} />
          <b>{count(counts[fate])}</b>
        </li>
      ))}
    </ul>
  )
}
