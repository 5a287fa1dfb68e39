import { type ReactNode, useDeferredValue } from 'react'
import type { Plan } from '#contract/plan'
import classes from './PlanDetail.module.css'
import { PlanImages } from './PlanImages.tsx'
import { PlanPairs } from './PlanPairs.tsx'
import { PlanLegend, PlanPicture } from './PlanPicture.tsx'

/** A plan in full: the picture, image by image, and every pair by what becomes of it. `children`: beside the title. */
export function PlanDetail({ plan, children }: { plan: Plan; children?: ReactNode }) {
  // First the picture, then the lists: both at once would keep a slow machine busy for longer than a blink.
  const listed = useDeferredValue<Plan | null>(plan, null)
  if (plan.images.length === 0 || plan.projects.length === 0) return null
  return (
    <section className={classes.detail} aria-labelledby="plan-detail">
      <h2 id="plan-detail">The plan, pair by pair</h2>
      {children}
      <PlanLegend plan={plan} />
      <PlanPicture plan={plan} />
      {listed === plan && (
        <>
          <PlanImages plan={plan} />
          <PlanPairs plan={plan} />
        </>
      )}
    </section>
  )
}
