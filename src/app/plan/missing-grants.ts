import type { PlanImage, PlanProject } from '#contract/plan'

/** Accounts without a grant that recipients of these images need, and how many recipients that are. */
export function missingGrants(
  images: readonly Pick<PlanImage, 'cells'>[],
  projects: readonly PlanProject[],
): { accounts: string[]; recipients: number } {
  const lacking = projects.filter((_, at) => images.some(({ cells }) => cells[at] === 'g'))
  return { accounts: [...new Set(lacking.map(({ accountId }) => accountId))], recipients: lacking.length }
}
