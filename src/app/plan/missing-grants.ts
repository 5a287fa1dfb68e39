import { outcomeAt } from '#contract/pair'
import type { PlanImage, PlanProject } from '#contract/plan'

/** Accounts without a grant that recipients of these images need, and how many recipients that are. */
export function missingGrants(
  images: readonly Pick<PlanImage, 'outcomes'>[],
  projects: readonly PlanProject[],
): { accounts: string[]; recipients: number } {
  const lacking = projects.filter((_, at) =>
    images.some(({ outcomes }) => outcomeAt(outcomes, at) === 'noGrant'),
  )
  return { accounts: [...new Set(lacking.map(({ accountId }) => accountId))], recipients: lacking.length }
}
