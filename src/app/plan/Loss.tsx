import { countOf } from '#contract/pair'
import type { Plan } from '#contract/plan'
import classes from './Notes.module.css'
import { reviewWords } from './words.ts'

/** What the tenants lose when pairs are taken away (OTC user manual, "Stopping Sharing Images"). */
export function Loss({ plan }: { plan: Plan }) {
  return (
    <div className={classes.note} data-tone="stop">
      <p>
        <b>{reviewWords.lost}</b>
      </p>
      <p>{reviewWords.lostMeans(countOf(plan.images, 'accepted'))}</p>
    </div>
  )
}
