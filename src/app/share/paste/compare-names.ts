import type { TextPart } from '../../text/cut-records.ts'
import { isId, mayBeRecipient, type PasteEntry } from './entries.ts'
import type { RecipientBook } from './recipient-book.ts'

/** A name of known recipients that was found in a text; `from` as in entries. */
export type FoundName = { from: number; text: string; holders: readonly number[] }

/** How many records around a name are searched for IDs. */
const MOST_LEVELS = 32

/** The names of known recipients in a part of a line, between its IDs. */
export function namesIn(part: TextPart, ids: readonly PasteEntry[], book: RecipientBook): FoundName[] {
  const names: FoundName[] = []
  let start = 0
  for (const id of [...ids, undefined]) {
    const end = id ? id.from - part.from : part.text.length
    const text = part.text.slice(start, end)
    for (const { from, to, holders } of book.mentionedIn(text))
      names.push({ from: part.from + start + from, text: text.slice(from, to), holders })
    start = id ? id.to - part.from : end
  }
  return names
}

/** Whether one of these recipients has the ID. */
const hasId = (holders: readonly number[], id: PasteEntry, book: RecipientBook) => {
  const at = book.find(id.text)
  return at !== undefined && holders.includes(at)
}

/** Marks the IDs of a line that are next to the name of another recipient. */
export function compareInLine(
  part: TextPart,
  ids: readonly PasteEntry[],
  names: readonly FoundName[],
  book: RecipientBook,
) {
  const own = new Set<PasteEntry>()
  const others = new Map<PasteEntry, FoundName>()
  const besideOf = ids.length === 1 ? () => ids : pairing(part, ids, names)
  for (const [at, name] of names.entries()) {
    const beside = besideOf(name, at)
    const itsOwn = beside.find((id) => hasId(name.holders, id, book))
    if (itsOwn) own.add(itsOwn)
    else if (beside[0]) others.set(beside[0], name)
  }
  // When an ID's own name is there as well, the other name belongs to something else.
  for (const [id, name] of others) if (!own.has(id)) id.holders = name.holders
}

/** Finds which of several IDs a name belongs to; to be called for names in their order. */
function pairing({ text, from: start }: TextPart, ids: readonly PasteEntry[], names: readonly FoundName[]) {
  const [first, last] = [ids[0]?.from ?? 0, ids.at(-1)?.from ?? 0]
  const areApart = (names.at(-1)?.from ?? 0) < first || last < (names[0]?.from ?? 0)
  const namesComeFirst = /\p{L}/u.test(text.slice(0, first - start))
  let next = 0
  return ({ from, text: name }: FoundName, at: number): readonly PasteEntry[] => {
    if (areApart && ids.length === names.length) return ids.slice(at, at + 1)
    while ((ids[next]?.from ?? from) < from) next++
    const before = ids[next - 1]
    const after = ids[next]
    if (!before || !after) return [before ?? after].filter((id) => id !== undefined)
    const farther =
      distance(text.slice(before.to - start, from - start)) -
      distance(text.slice(from + name.length - start, after.from - start))
    return [farther > 0 || (farther === 0 && namesComeFirst) ? after : before]
  }
}

/** The distance between a name and an ID: words between them count more than punctuation. */
const distance = (between: string) =>
  /\p{L}/u.test(between) ? Number.POSITIVE_INFINITY : between.replace(/[^,;()|\t{}]/g, '').length

/**
 * Settles names that have no recipient's ID in their line. When their record has one, the name belongs to
 * that ID (`skip`). When the record has several, or none of a recipient, somebody has to decide (`reason`).
 */
export function compareInRecords(
  entries: readonly PasteEntry[],
  names: readonly PasteEntry[],
  around: readonly number[],
  book: RecipientBook,
) {
  if (names.length === 0) return
  const ids = entries.filter(isId)
  const { inside, outside } = recordsWithIds(ids, around)
  const idsOf = idsAround(ids, names, around)
  for (const name of names) {
    if (!inside[name.record] && !outside[name.record] && !name.inRow) {
      if (name.isTitle) name.shape = 'text'
      continue
    }
    const near = idsOf(name)
    const [only, another] = near
    if (near.some((id) => hasId(name.holders, id, book))) name.shape = 'skip'
    else if (only && !another) {
      name.shape = 'skip'
      only.holders = name.holders
    } else name.reason = 'second'
  }
}

/** The records that have an ID in them, at any depth, and those that are inside such a record. */
function recordsWithIds(ids: readonly PasteEntry[], around: readonly number[]) {
  const own = new Uint8Array(around.length)
  for (const { record } of ids) own[record] = 1
  const outside = new Uint8Array(around.length)
  const inside = Uint8Array.from(own)
  // A record has a higher number than the one around it.
  for (const [record, outer] of around.entries()) if (own[outer] || outside[outer]) outside[record] = 1
  for (let record = around.length - 1; record >= 0; record--) {
    const outer = around[record] ?? -1
    if (outer !== -1 && inside[record]) inside[outer] = 1
  }
  return { inside, outside }
}

/** The records from one outwards. */
function* outwards(record: number, around: readonly number[]) {
  for (let level = 0; record !== -1 && level < MOST_LEVELS; level++) {
    yield record
    record = around[record] ?? -1
  }
}

/**
 * The recipients' IDs that a name may belong to: those of its record, else of records inside it, else of
 * records around it.
 */
function idsAround(ids: readonly PasteEntry[], names: readonly PasteEntry[], around: readonly number[]) {
  const here = new Map<number, PasteEntry[]>()
  const within = new Map<number, PasteEntry[]>()
  for (const name of names)
    for (const record of outwards(name.record, around)) {
      here.set(record, [])
      within.set(record, [])
    }
  for (const id of ids.filter(mayBeRecipient)) {
    here.get(id.record)?.push(id)
    for (const record of outwards(id.record, around)) {
      const inner = within.get(record)
      // Two are enough: it only matters that there are several.
      if (inner && inner.length < 2) inner.push(id)
    }
  }
  return ({ record }: PasteEntry): readonly PasteEntry[] => {
    const outer = [...outwards(record, around)].slice(1)
    const lists = [here.get(record), within.get(record), ...outer.map((each) => here.get(each))]
    return lists.find((list) => list && list.length > 0) ?? []
  }
}
