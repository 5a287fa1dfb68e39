import { expect } from 'vitest'
import { itemAt } from '#contract/item-at'
import { type Model, observe, pairOf, settle, wants } from './life-model.ts'
import type { Real } from './life-world.ts'

/** Takes what became of a job's pairs into the model, and holds it to the law: what is its own is nobody else's doing. */
export async function adopt(
  model: Model,
  real: Real,
  { at, wanted, theirs }: { at: number; wanted: readonly string[]; theirs: ReadonlySet<string> },
) {
  const results = await real.resultsOf(itemAt(real.ids, at))
  for (const name of wanted) {
    const pair = pairOf(model, name)
    const { state, unproven } = results.get(name) ?? { state: 'missing', unproven: false }
    if (state === 'done') {
      expect(theirs.has(name) && !unproven, `${name} counts as this job's doing`).toBe(false)
      if (!theirs.has(name)) pair.lastActor = 'console'
      adoptDone(model, { at, name, unproven })
    } else if (state === 'unchanged') {
      expect(theirs.has(name), `${name} counts as somebody else's doing`).toBe(true)
      observe(pair)
      settle(model, at, name, 'unchanged')
    } else {
      expect(['failed', 'unconfirmed']).toContain(state)
      observe(pair)
      settle(model, at, name, 'bad')
    }
  }
}

function adoptDone(model: Model, o: { at: number; name: string; unproven: boolean }) {
  const pair = pairOf(model, o.name)
  // What some job had left so already was not made so by this one: its lost call changed nothing.
  const wasLeftSo = pair.left === wants(model.jobs[o.at])
  const { isUnproven, isAnew } = pair
  pair.present = wants(model.jobs[o.at])
  settle(model, o.at, o.name, 'done')
  pair.isUnproven = wasLeftSo ? isUnproven : o.unproven
  pair.isAnew = wasLeftSo && isAnew
}

/** What a job finds as wanted when it begins is settled at once; answers the other pairs. */
export function begin(model: Model, at: number, wanted: readonly string[]): string[] {
  return wanted.filter((name) => {
    const pair = pairOf(model, name)
    observe(pair)
    if (pair.present !== wants(model.jobs[at])) return true
    settle(model, at, name, 'unchanged')
    return false
  })
}
