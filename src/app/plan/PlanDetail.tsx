import { type ReactNode, useDeferredValue } from 'react'
import type { Plan } from '#contract/plan'
import classes from './PlanDetail.module.css'
import { PlanImages } from './PlanImages.tsx'
import { PlanPairs } from './PlanPairs.tsx'
import { PlanPicture } from './PlanPicture.tsx'

/**
 * A plan in full: the picture, image by image, and every pair by what becomes of it. `title`: where the page has none.
 * `children`: what has to be looked at, before the list of pairs.
 */
export function PlanDetail({ plan, title, children }: { plan: Plan; title?: string; children?: ReactNode }) {
  // First the picture, then the lists: both at once would keep a slow machine busy for longer than a blink.
  const listed = useDeferredValue<Plan | null>(plan, null)
  if (plan.images.length === 0 || plan.projects.length === 0) return null
  return (
    <section className={classes.detail} aria-label={title ?? 'Pair by pair'}>
      {title && <h2>{title}</h2>}
      <div className={classes.picture}>
        <PlanPicture plan={plan} />
      </div>
      {listed === plan && <PlanImages plan={plan} />}
      {children}
      {listed === plan && <PlanPairs plan={plan} isOpen={title !== undefined} />}
    </section>
  )
}
