import { itemAt } from '#contract/item-at'
import { type ConfirmationKind, firstTimers, imagesMadeShared, type Plan } from '#contract/plan'
import type { ToConfirm } from '../../plan/ConfirmList.tsx'
import { tenantMismatches } from '../../plan/tenant-mismatches.ts'
import { shownText } from '../../text/clean-text.ts'
import { NEW_KINDS, type VerdictRow, type Verdicts } from '../paste/verdicts.ts'
import { pasteWords } from '../paste/words.ts'
import { planWords } from '../words.ts'

/** Something that must be confirmed. The form's field holds `key` once it is: for another list it is asked again. */
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

/** What the operator has to confirm by name before this plan is carried out. */
export function confirmationsOf(plan: Plan, pasted: Verdicts): Confirmation[] {
  const found: Confirmation[] = []
  const news = firstTimers(plan)
  if (news.length > 0) {
    const notes = notesOf(pasted)
    const items = news.map((at): ToConfirm => {
      const id = itemAt(plan.projects, at).id
      return { key: id, id, name: '', ...(notes.get(id) ?? { note: planWords.firstTime }) }
    })
    found.push({
      field: 'confirmed',
      kind: 'newcomers',
      key: items.map(({ id }) => id).join(),
      title: planWords.newcomers(items.length),
      hint: planWords.newcomersHint,
      label: planWords.newcomersChecked(items.length),
      items: [...items.filter((item) => item.doubtful), ...items.filter((item) => !item.doubtful)],
    })
  }
  const mixedUp = mixedUpOf(plan, pasted)
  if (mixedUp.length > 0)
    found.push({
      field: 'mismatchConfirmed',
      kind: 'mismatches',
      key: mixedUp.map(({ key }) => key).join(),
      title: planWords.mixedUp(mixedUp.length),
      hint: planWords.mixedUpHint,
      label: planWords.meant(mixedUp.length, 'ID'),
      items: mixedUp,
    })
  const mismatches = tenantMismatches(plan)
  if (mismatches.length > 0)
    found.push({
      field: 'tenantsConfirmed',
      kind: 'mismatches',
      key: mismatches.map(({ key }) => key).join(),
      title: planWords.mismatches(mismatches.length),
      hint: planWords.mismatchesHint,
      label: planWords.meant(mismatches.length, 'pair'),
      items: mismatches,
    })
  const becoming = imagesMadeShared(plan)
  if (becoming.length > 0) {
    found.push({
      field: 'makeShared',
      kind: 'make-shared',
      key: becoming.map(({ id }) => id).join(),
      title: planWords.makeShared(becoming.length),
      hint: planWords.makeSharedHint,
      label: planWords.mayBeChanged(becoming.length),
      items: becoming.map(({ id, name }) => ({ key: id, id, name, note: planWords.madeShared })),
    })
  }
  return found
}

/** IDs of the plan that were pasted beside the name of another known project. */
function mixedUpOf({ projects }: Plan, pasted: Verdicts): ToConfirm[] {
  const planned = new Set(projects.map(({ id }) => id))
  return Array.from(pasted.rows(['mismatch']), (at) => pasted.row(at))
    .filter(({ id }) => planned.has(id))
    .map(({ id, known, other, line, raw, before, after }) => ({
      key: `${id} ${other?.id}`,
      id,
      name: '',
      note: planWords.mixedUpNote({ line, text: standingWith(before, raw, after), known, other }),
      doubtful: true,
    }))
}

/** The text that stood with an ID, the ID itself left out; nothing invisible in it. */
const standingWith = (before: string, raw: string, after: string) =>
  shownText(`${before.slice(-60)}…${after.slice(0, 60)}`, 124).replaceAll(raw, '…')

/** What the paste field noticed about new IDs: where they stand, and why they look odd. */
function notesOf(pasted: Verdicts): Map<string, Pick<ToConfirm, 'note' | 'doubtful'>> {
  const notes = new Map<string, Pick<ToConfirm, 'note' | 'doubtful'>>()
  for (const at of pasted.rows([...NEW_KINDS, 'mismatch'])) {
    const row = pasted.row(at)
    notes.set(row.id, { note: noteOf(row), doubtful: row.kind !== 'unknown' })
  }
  return notes
}

function noteOf({ kind, line, id, raw, before, after }: VerdictRow): string {
  const parts = [pasteWords.line(line)]
  if (kind === 'unusual') parts.push(planWords.unusual(id.length))
  if (/[\p{L}\d]/u.test(before + after)) parts.push(`“${standingWith(before, raw, after)}”`)
  return parts.join(' · ')
}
