import type { Plan } from '#contract/plan'
import type { ToConfirm } from '../../plan/ConfirmList.tsx'
import { type Confirmation, confirmationsOf } from '../../plan/confirmations.ts'
import { reviewWords } from '../../plan/words.ts'
import { shownText } from '../../text/clean-text.ts'
import { NEW_KINDS, type VerdictRow, type Verdicts } from '../paste/verdicts.ts'
import { pasteWords } from '../paste/words.ts'
import { planWords } from '../words.ts'

/** What has to be confirmed of a plan, and of the pasted text that its recipients come from. */
export function pastedConfirmations(plan: Plan, pasted: Verdicts): Confirmation[] {
  const found = confirmationsOf(plan, notesOf(pasted))
  const mixedUp = mixedUpOf(plan, pasted)
  if (mixedUp.length === 0) return found
  const confirmation: Confirmation = {
    field: 'mismatchConfirmed',
    kind: 'mismatches',
    key: mixedUp.map(({ key }) => key).join(),
    title: planWords.mixedUp(mixedUp.length),
    hint: planWords.mixedUpHint,
    label: reviewWords.meant(mixedUp.length, 'ID'),
    items: mixedUp,
  }
  const isNews = ({ field }: Confirmation) => field === 'confirmed'
  return [...found.filter(isNews), confirmation, ...found.filter((one) => !isNews(one))]
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
