import { countGroups, groupOf, type OutcomeGroup, outcomeAt } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { plural } from '../format.ts'
import { GROUP_WORD, GROUPS } from './outcome-words.ts'

/**
 * What is different in a plan that was made anew, in sentences; none when nothing is. Pairs are told by their IDs: the
 * plan of an undo leaves out images and projects of which nothing is left to undo.
 */
export function planChanges(before: Plan, after: Plan): string[] {
  if (before.fingerprint === after.fingerprint) return []
  const moves = new Map<string, { from: OutcomeGroup; to: OutcomeGroup; pairs: number }>()
  const rows = new Map(before.images.map(({ id, outcomes }) => [id, outcomes]))
  const columns = new Map(before.projects.map(({ id }, column) => [id, column]))
  const columnsBefore = after.projects.map(({ id }) => columns.get(id) ?? -1)
  for (const { id, outcomes } of after.images)
    for (const [column, columnBefore] of columnsBefore.entries()) {
      const from = groupOf(before.action, outcomeAt(rows.get(id) ?? '', columnBefore))
      const to = groupOf(after.action, outcomeAt(outcomes, column))
      if (!from || !to || from === to) continue
      const key = `${from} ${to}`
      moves.set(key, { from, to, pairs: (moves.get(key)?.pairs ?? 0) + 1 })
    }
  if (moves.size === 0)
    return ['Answers, first-time recipients, likely mix-ups or key grants are not as they were.']
  return [...moves.values()]
    .sort((a, b) => GROUPS.indexOf(a.from) - GROUPS.indexOf(b.from))
    .map(({ from, to, pairs }) => {
      const words = GROUP_WORD[after.action]
      const verb = pairs === 1 ? ['was', 'is'] : ['were', 'are']
      return `${plural(pairs, 'pair')} ${verb[0]} ${words[from]} and ${verb[1]} now ${words[to]}.`
    })
}

/** "784 new, 12 already shared, 4 impossible": every group that some pair has. */
export function planHeadline(plan: Plan): string {
  const counts = countGroups(plan)
  const told = GROUPS.filter((group) => counts[group] > 0)
  return told
    .map((group) => `${counts[group].toLocaleString('en')} ${GROUP_WORD[plan.action][group]}`)
    .join(', ')
}
