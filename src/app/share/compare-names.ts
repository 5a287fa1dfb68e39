import type { Part } from '../text/cut-records.ts'
import { type Entry, isId, mayBeRecipient } from './entries.ts'
import type { RecipientBook } from './recipient-book.ts'

/** A name of known recipients that stands in a text; `from` as entries have it. */
export type FoundName = { from: number; text: string; holders: readonly number[] }

const WORDS = /[^\s"'`“”„<>()[\]{}:=,;|/\\]+/g
const CELL_END = /[,;|\t<>{}]/g
/** How far out from a name IDs are looked for. */
const MOST_LEVELS = 32

/** The names of known recipients in a part of a line, between its IDs. */
export function namesIn(part: Part, ids: readonly Entry[], book: RecipientBook): FoundName[] {
  const names: FoundName[] = []
  let from = 0
  for (const id of [...ids, undefined]) {
    const to = id ? id.from - part.from : part.text.length
    addNames(names, { text: part.text.slice(from, to), from: part.from + from }, book)
    from = id ? id.to - part.from : to
  }
  return names
}

function addNames(names: FoundName[], gap: { text: string; from: number }, book: RecipientBook) {
  const whole = gap.text.replace(/^[\s"'`,;|:=<>-]{1,20}/, '')
  const cell = whole.replace(/[\s"'`,;|:=<>-]{1,20}$/, '')
  if (cell === '') return
  const holders = cell.length > 255 ? [] : book.named(cell)
  if (holders.length > 0) {
    names.push({ from: gap.from + gap.text.length - whole.length, text: cell, holders })
    return
  }
  const words = Array.from(gap.text.matchAll(WORDS))
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    for (let more = Math.min(book.nameWords, words.length - at); word && more > 0; more--) {
      const end = words[at + more - 1]
      const text = gap.text
        .slice(word.index, (end?.index ?? 0) + (end?.[0].length ?? 0))
        .replace(/[.!?]$/, '')
      const held = book.named(text)
      if (held.length === 0) continue
      names.push({ from: gap.from + word.index, text, holders: held })
      at += more - 1
      break
    }
  }
}

/** Whether one of these recipients has the ID. */
const hasId = (holders: readonly number[], id: Entry, book: RecipientBook) => {
  const at = book.find(id.text)
  return at !== undefined && holders.includes(at)
}

/** Tells the IDs of a line which of them stand beside the name of another. */
export function compareInLine(
  part: Part,
  ids: readonly Entry[],
  names: readonly FoundName[],
  book: RecipientBook,
) {
  if (names.length === 0) return
  const ends =
    ids.length > 1 ? Array.from(part.text.matchAll(CELL_END), ({ index }) => part.from + index) : []
  let cell = 0
  const cellOf = (from: number) => {
    while (cell < ends.length && (ends[cell] ?? 0) < from) cell++
    return cell
  }
  const inCells = new Map<number, Entry[]>()
  for (const id of ids) {
    const at = cellOf(id.from)
    const there = inCells.get(at)
    if (there) there.push(id)
    else inCells.set(at, [id])
  }
  cell = 0
  let nearby = 0
  const inOrder = ids.length === names.length
  const own = new Set<Entry>()
  const others = new Map<Entry, FoundName>()
  for (const [at, name] of names.entries()) {
    const here = inCells.get(cellOf(name.from))
    const beside = here?.length === 1 ? here : inOrder ? ids.slice(at, at + 1) : ids
    const itsOwn = beside.find((id) => hasId(name.holders, id, book))
    while ((ids[nearby + 1]?.from ?? name.from) < name.from) nearby++
    const nearest = ids[nearby]
    if (itsOwn) own.add(itsOwn)
    else if (nearest) others.set(beside.length === 1 ? (beside[0] ?? nearest) : nearest, name)
  }
  // Where its own name stands as well, the other one is said of something else.
  for (const [id, name] of others) if (!own.has(id)) id.holders = name.holders
}

/**
 * Settles names that have no recipient's ID in their line. In a record that has one they count no more: they are said
 * of that ID (`skip`), or, when there are several or none of a recipient, somebody has to decide (`reason`).
 */
export function compareInRecords(
  entries: readonly Entry[],
  names: readonly Entry[],
  around: readonly number[],
  book: RecipientBook,
) {
  if (names.length === 0) return
  const byRecord = new Map<number, Entry[]>(names.map(({ record }) => [record, []]))
  const inside = new Uint8Array(around.length)
  const reach = new Map<number, Entry[]>()
  for (const id of entries) {
    if (!isId(id)) continue
    inside[id.record] = 1
    byRecord.get(id.record)?.push(id)
    let record = around[id.record] ?? -1
    for (let level = 0; record !== -1 && level < MOST_LEVELS; level++) {
      if (byRecord.has(record)) reach.set(record, [...(reach.get(record) ?? []), id].slice(0, 2))
      record = around[record] ?? -1
    }
  }
  const outside = new Uint8Array(around.length)
  const within = Uint8Array.from(inside)
  for (let record = 0; record < around.length; record++) {
    const outer = around[record] ?? -1
    if (outer !== -1 && (inside[outer] || outside[outer])) outside[record] = 1
  }
  for (let record = around.length - 1; record >= 0; record--) {
    const outer = around[record] ?? -1
    if (outer !== -1 && within[record]) within[outer] = 1
  }
  for (const name of names) {
    const here = byRecord.get(name.record)?.filter(mayBeRecipient) ?? []
    const near = here.length > 0 ? here : (reach.get(name.record)?.filter(mayBeRecipient) ?? [])
    const isAlone = !within[name.record] && !outside[name.record]
    if (isAlone) continue
    const [only, another] = near
    if (near.some((id) => hasId(name.holders, id, book))) name.shape = 'skip'
    else if (only && !another) {
      name.shape = 'skip'
      only.holders = name.holders
    } else name.reason = 'second'
  }
}
