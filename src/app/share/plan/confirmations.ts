import { itemAt } from '#contract/item-at'
import { type ConfirmationKind, firstTimers, imagesMadeShared, type Plan } from '#contract/plan'
import { plural } from '../../format.ts'
import type { ToConfirm } from '../../plan/ConfirmList.tsx'
import { tenantMismatches } from '../../plan/tenant-mismatches.ts'
import { shownText } from '../../text/clean-text.ts'
import { NEW_KINDS, type VerdictRow, type Verdicts } from '../paste/verdicts.ts'

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
      return { key: id, id, name: '', ...(notes.get(id) ?? { note: 'first time' }) }
    })
    const them = plural(items.length, 'recipient')
    found.push({
      field: 'confirmed',
      kind: 'newcomers',
      key: items.map(({ id }) => id).join(),
      title: `${them} never seen before`,
      hint: 'A share can be used as soon as it is made. Compare these IDs with what you were told.',
      label: `I have checked the ${them} never seen before`,
      items: [...items.filter((item) => item.doubtful), ...items.filter((item) => !item.doubtful)],
    })
  }
  const mixedUp = mixedUpOf(plan, pasted)
  if (mixedUp.length > 0)
    found.push({
      field: 'mismatchConfirmed',
      kind: 'mismatches',
      key: mixedUp.map(({ key }) => key).join(),
      title: `${plural(mixedUp.length, 'ID')} beside the name of another project`,
      hint: 'The ID is what counts, not the name. Ask whoever sent the text which of the two is meant.',
      label: mixedUp.length === 1 ? 'This ID is meant' : `These ${plural(mixedUp.length, 'ID')} are meant`,
      items: mixedUp,
    })
  const mismatches = tenantMismatches(plan)
  if (mismatches.length > 0)
    found.push({
      field: 'tenantsConfirmed',
      kind: 'mismatches',
      key: mismatches.map(({ key }) => key).join(),
      title: `${plural(mismatches.length, 'pair')} that may be a mix-up`,
      hint: 'The name or the tags of these images point at one tenant, and the recipient is another.',
      label:
        mismatches.length === 1
          ? 'This pair is meant'
          : `These ${plural(mismatches.length, 'pair')} are meant`,
      items: mismatches,
    })
  const becoming = imagesMadeShared(plan)
  if (becoming.length > 0) {
    const them = plural(becoming.length, 'private image')
    found.push({
      field: 'makeShared',
      kind: 'make-shared',
      key: becoming.map(({ id }) => id).join(),
      title: `${them} will be made shared`,
      hint: 'This cloud gives an image recipients only when its visibility is “shared”. That changes the image, members that it had before come back, and undoing the job does not make it private again.',
      label: becoming.length === 1 ? 'This image may be changed' : `These ${them} may be changed`,
      items: becoming.map(({ id, name }) => ({ key: id, id, name, note: 'private → shared' })),
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
      note: `line ${line} · “${standingWith(before, raw, after)}” · ${known?.name ? `the ID is ${known.name}, ` : ''}${other?.name} is ${other?.id}`,
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
  const parts = [`line ${line}`]
  if (kind === 'unusual') parts.push(`unusual form, ${id.length} characters`)
  if (/[\p{L}\d]/u.test(before + after)) parts.push(`“${standingWith(before, raw, after)}”`)
  return parts.join(' · ')
}
