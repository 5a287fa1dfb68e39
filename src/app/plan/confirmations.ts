import { itemAt } from '#contract/item-at'
import { type ConfirmationKind, firstTimers, imagesMadeShared, type Plan } from '#contract/plan'
import type { ToConfirm } from './ConfirmList.tsx'
import { tenantMismatches } from './tenant-mismatches.ts'
import { reviewWords } from './words.ts'

/** Something that must be confirmed. A form's field holds `key` once it is: for another list it is asked again. */
export type Confirmation = {
  field: 'confirmed' | 'mismatchConfirmed' | 'tenantsConfirmed' | 'makeShared'
  /** What the server is told that was confirmed. */
  kind: ConfirmationKind
  key: string
  title: string
  hint: string
  label: string
  items: ToConfirm[]
}

/** Why a new recipient deserves a look, by its ID. */
type Notes = ReadonlyMap<string, Pick<ToConfirm, 'note' | 'doubtful'>>

/** What the operator has to confirm by name before this plan is carried out. `notes`: of new recipients. */
export function confirmationsOf(plan: Plan, notes: Notes = new Map()): Confirmation[] {
  const found: Confirmation[] = []
  const news = firstTimers(plan)
  if (news.length > 0) {
    const items = news.map((at): ToConfirm => {
      const id = itemAt(plan.projects, at).id
      return { key: id, id, name: '', ...(notes.get(id) ?? { note: reviewWords.firstTime }) }
    })
    found.push({
      field: 'confirmed',
      kind: 'newcomers',
      key: items.map(({ id }) => id).join(),
      title: reviewWords.newcomers(items.length),
      hint: reviewWords.newcomersHint,
      label: reviewWords.newcomersChecked(items.length),
      items: [...items.filter((item) => item.doubtful), ...items.filter((item) => !item.doubtful)],
    })
  }
  const mismatches = tenantMismatches(plan)
  if (mismatches.length > 0)
    found.push({
      field: 'tenantsConfirmed',
      kind: 'mismatches',
      key: mismatches.map(({ key }) => key).join(),
      title: reviewWords.mismatches(mismatches.length),
      hint: reviewWords.mismatchesHint,
      label: reviewWords.meant(mismatches.length, 'pair'),
      items: mismatches,
    })
  const becoming = imagesMadeShared(plan)
  if (becoming.length > 0)
    found.push({
      field: 'makeShared',
      kind: 'make-shared',
      key: becoming.map(({ id }) => id).join(),
      title: reviewWords.makeShared(becoming.length),
      hint: reviewWords.makeSharedHint,
      label: reviewWords.mayBeChanged(becoming.length),
      items: becoming.map(({ id, name }) => ({ key: id, id, name, note: reviewWords.madeShared })),
    })
  return found
}
