import { type ConfirmationKind, confirmationsNeeded, type Plan } from '#contract/plan'

/** What was confirmed of a plan that was shown. */
export type Confirmed = { fingerprint: string; kinds: readonly ConfirmationKind[] }

/** Thrown when a plan is not what was confirmed. `plan`: as it is now. */
export class PlanChanged extends Error {
  override readonly name = 'PlanChanged'
  readonly plan: Plan

  constructor(plan: Plan, message: string) {
    super(message)
    this.plan = plan
  }
}

/** Throws `PlanChanged`: something changed since the plan was shown. */
export function refuseChanged(plan: Plan): never {
  throw new PlanChanged(plan, 'The plan changed since it was shown. Nothing was stored or sent.')
}

/** Throws `PlanChanged` unless the plan is the one that was confirmed, with all that it needs to have confirmed. */
export function requireConfirmed(plan: Plan, { fingerprint, kinds }: Confirmed): void {
  if (plan.fingerprint !== fingerprint) refuseChanged(plan)
  const missing = confirmationsNeeded(plan).filter((kind) => !kinds.includes(kind))
  if (missing.length > 0)
    throw new PlanChanged(plan, `Not confirmed yet: ${missing.join(', ')}. Nothing was stored or sent.`)
}
