import { countOf, type PlannedOutcome, positionsOf } from '#contract/pair'
import type { Plan } from '#contract/plan'

/** Positions of the pairs of one outcome, `image * projects + project`, in the order of the picture. */
export function pairsOf({ images, projects }: Plan, outcome: PlannedOutcome): Uint32Array {
  const pairs = new Uint32Array(countOf(images, outcome))
  let at = 0
  for (const [row, { outcomes }] of images.entries())
    for (const column of positionsOf(outcomes, outcome)) pairs[at++] = row * projects.length + column
  return pairs
}
