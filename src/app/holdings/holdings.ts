import { isMember, outcomeAt } from '#contract/pair'
import { type Access, sinceAt } from '../api/access-rows.ts'
import type { HoldingsSearch, STATUSES } from './holdings-search.ts'

export type MemberStatus = (typeof STATUSES)[number]

/** What a page is about: an image, whose recipients are listed, or a project, whose images are. */
export type Side = { image: string } | { project: string }

/**
 * A pair that is shared now, on the page of one of its sides: `id` is the other side. `since`: in ms since 1970; null: the
 * cloud does not tell; undefined: not asked yet. `readAt`: when the members of the image were read.
 */
type Holding = { id: string; status: MemberStatus; since: number | null | undefined; readAt: number }

/** With the name of the other side; empty: not known. */
export type NamedHolding = Holding & { name: string }

function statusAt(row: string, position: number): MemberStatus | null {
  const outcome = outcomeAt(row, position)
  return isMember(outcome) ? (outcome as MemberStatus) : null
}

/** Who has an image, in the order in which the members came. */
export function holdersOf({ rows, recipients }: Access, image: string): Holding[] {
  const row = rows.get(image)
  if (!row) return []
  return recipients.flatMap((id, position) => {
    const status = statusAt(row.outcomes, position)
    return status
      ? [{ id, status, since: row.since ? sinceAt(row, position) : undefined, readAt: row.at }]
      : []
  })
}

/** What a recipient has, in the order of the rows. */
export function heldBy({ rows, recipients }: Access, project: string): Holding[] {
  const position = recipients.indexOf(project)
  if (position === -1) return []
  return [...rows].flatMap(([id, row]) => {
    const status = statusAt(row.outcomes, position)
    return status
      ? [{ id, status, since: row.since ? sinceAt(row, position) : undefined, readAt: row.at }]
      : []
  })
}

/** Those that have the text in their name or ID, and the status; by name, those without one last. */
export function filterHoldings(all: readonly NamedHolding[], { text, status }: HoldingsSearch) {
  const wanted = (text ?? '').toLowerCase()
  return all
    .filter((each) => !status || each.status === status)
    .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        Number(a.name === '') - Number(b.name === '') || compare(a.name, b.name) || compare(a.id, b.id),
    )
}

const { compare } = new Intl.Collator('en', { numeric: true })
