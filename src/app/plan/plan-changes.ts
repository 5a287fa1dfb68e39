import { countFates, fateOf, type PairFate, type Plan } from '#contract/plan'
import { plural } from '../format.ts'
import { FATE, FATES } from './plan-words.ts'

/**
 * What is different in a plan that was made anew, in sentences; none when nothing is. Plans are of the same request, so images and projects stand in the same places.
 */
export function planChanges(before: Plan, after: Plan): string[] {
  if (before.fingerprint === after.fingerprint) return []
  const moves = new Map<string, { from: PairFate; to: PairFate; pairs: number }>()
  for (const [at, { cells }] of after.images.entries())
    for (let column = 0; column < cells.length; column++) {
      const from = fateOf(before.action, before.images[at]?.cells[column] ?? ' ')
      const to = fateOf(after.action, cells[column] ?? ' ')
      if (!from || !to || from === to) continue
      const key = `${from} ${to}`
      moves.set(key, { from, to, pairs: (moves.get(key)?.pairs ?? 0) + 1 })
    }
  if (moves.size === 0)
    return ['Answers, first-time recipients, likely mix-ups or key grants are not as they were.']
  return [...moves.values()]
    .sort((a, b) => FATES.indexOf(a.from) - FATES.indexOf(b.from))
    .map(({ from, to, pairs }) => {
      const look = FATE[after.action]
      const verb = pairs === 1 ? ['was', 'is'] : ['were', 'are']
      return `${plural(pairs, 'pair')} ${verb[0]} ${look[from].word} and ${verb[1]} now ${look[to].word}.`
    })
}

/** "784 new, 12 already shared, 4 impossible": every fate that some pair has. */
export function planHeadline(plan: Plan): string {
  const counts = countFates(plan)
  const told = FATES.filter((fate) => counts[fate] > 0)
  return told.map((fate) => `${counts[fate].toLocaleString('en')} ${FATE[plan.action][fate].word}`).join(', ')
}
