import { useMemo } from 'react'
import type { OutcomeGroup } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { Legend } from '../picture/Legend.tsx'
import type { Texture } from '../picture/textures.ts'
import { changeLook, GROUP_WORD, outcomeLook, outcomesOf } from './outcome-words.ts'

/** Why a pair is impossible, or left alone, is told by image and in the list; here they are one number. */
const AS_ONE: readonly OutcomeGroup[] = ['impossible', 'left']

/** How many pairs have which outcome, with its texture in the picture. What changes is told also when nothing does. */
export function PlanCounts({ plan }: { plan: Plan }) {
  const entries = useMemo(() => entriesOf(plan), [plan])
  return <Legend label="What will change" entries={entries} />
}

function entriesOf(plan: Plan) {
  const { action } = plan
  const entries = new Map<string, { texture: Texture; word: string; pairs: number }>()
  const outcomes = outcomesOf(plan)
  if (!outcomes.some(({ group }) => group === 'change'))
    entries.set('change', { ...changeLook(action), pairs: 0 })
  for (const { outcome, group, pairs } of outcomes) {
    const look = outcomeLook(action, outcome)
    if (!group || !look.texture) continue
    const word = AS_ONE.includes(group) ? GROUP_WORD[action][group] : look.word
    entries.set(word, { texture: look.texture, word, pairs: pairs + (entries.get(word)?.pairs ?? 0) })
  }
  return [...entries.values()]
}
