import { PROJECT_ID } from '#ims/members'
import { type Cell, cellsOf, separatorOf, trimmed } from '../../text/cells.ts'
import type { TextPart } from '../../text/cut-records.ts'
import { type FoundId, findIds } from '../../text/find-ids.ts'
import { type Heading, headingOf } from '../../text/headings.ts'
import { keyBefore } from '../../text/key-before.ts'
import { isStruckOut } from '../../text/removals.ts'
import { compareInLine, type FoundName, namesIn } from './compare-names.ts'
import { entryOf, isId, mayBeRecipient, type PasteEntry } from './entries.ts'
import type { RecipientBook } from './recipient-book.ts'

const CHECKSUMS = [40, 56, 64, 96, 128]
/** Text that may be between two IDs of a list; with other words between them, they are a row of a listing. */
const LIST = /[,;&+，；、]|^[^\p{L}\d]*(?:(?:and|und|or|oder|et|y|e|to|plus|sowie|then)[^\p{L}\d]*)?$/iu
const FIELD = /^["']?([\p{L}\d_. -]{1,40})["']?\s*[:=](.*)$/u

/** Finds the pieces of a text that get a row: IDs first; in a part without IDs, names and words. */
export class PartReader {
  readonly entries: PasteEntry[] = []
  /** Names that stand in a part without a recipient's ID. */
  readonly names: PasteEntry[] = []
  private columns: { separator: string; headings: (Heading | undefined)[] } | null = null
  private lineStart = 0
  private lineNames = 0
  private saysSomething = false

  constructor(private readonly book: RecipientBook) {}

  read(part: TextPart) {
    const ids = findIds(part.text).filter(({ shape, from, to }) => {
      const text = part.text.slice(from, to)
      // A name may be long and nearly hex.
      return shape !== 'odd' || this.book.find(text) !== undefined || this.book.named(text).length === 0
    })
    if (ids.length > 0) this.readIds(part, ids)
    else if (/[\p{L}\d]/u.test(part.text)) this.readWords(part)
  }

  /** Gives a line a row of its own when nothing in it got one. */
  endLine(text: string, from: number, to: number) {
    if (this.entries.length === this.lineStart) {
      const { from: start, to: end } = trimmedSpace(text, from, to)
      if (end > start) {
        const shape = this.saysSomething ? 'text' : 'skip'
        this.entries.push(entryOf(shape, start, text.slice(start, end), -1))
      } else this.columns = null
    }
    this.markNames()
    this.lineStart = this.entries.length
    this.saysSomething = false
  }

  private readIds(part: TextPart, found: readonly FoundId[]) {
    const columns = this.columnsOf(part.text)
    const headingAt = columns && this.headingsOf(part.text, columns)
    const before = this.entries.length
    const ids = found.map((id, column) => {
      const entry = this.idEntry(part, id, headingAt?.(id.from))
      entry.column = column
      if (columns?.includes('projectId') && !entry.key && found.length > 1) entry.reason ??= 'second'
      this.entries.push(entry)
      return entry
    })
    if (ids.length > 1) markRow(part, ids, this.book)
    if (part.text.length === (found[0]?.to ?? 0) - (found[0]?.from ?? 0)) return
    const names = namesIn(part, ids, this.book)
    if (names.length === 0) return
    const recipients = ids.filter(mayBeRecipient)
    if (recipients.length > 0) return compareInLine(part, recipients, names, this.book)
    for (const name of names) if (this.keyOfName(part, name) !== 'other') this.addName(part, name)
    this.sortFrom(before)
  }

  private idEntry({ text, from, record, removed, key }: TextPart, id: FoundId, heading: Heading | undefined) {
    const entry = entryOf(id.shape, from + id.from, text.slice(id.from, id.to), record)
    entry.key = keyOf(keyBefore(text, id.from), heading, key)
    entry.removed = id.to <= removed || isStruckOut(text, id)
    if (entry.key === 'other') entry.reason = 'key'
    else if (isChecksum(entry)) entry.reason = 'checksum'
    else if (this.book.isOther(entry.text)) entry.reason = 'own'
    return entry
  }

  /** Returns the heading at a position of a row; to be called from left to right. */
  private headingsOf(text: string, headings: readonly (Heading | undefined)[]) {
    const cells = cellsOf(text, this.columns?.separator)
    let at = 0
    return (from: number) => {
      while (at < cells.length - 1 && (cells[at]?.to ?? 0) <= from) at++
      return headings[at]
    }
  }

  private sortFrom(start: number) {
    const line = this.entries.splice(start).sort((a, b) => a.from - b.from)
    for (const entry of line) this.entries.push(entry)
  }

  private columnsOf(text: string) {
    return this.columns && text.includes(this.columns.separator) ? this.columns.headings : null
  }

  private keyOfName(part: TextPart, name: FoundName) {
    return keyBefore(part.text, name.from - part.from) ?? part.key
  }

  /** A line that has an ID takes no name, whatever its records are. */
  private markNames() {
    if (this.names.length === this.lineNames) return
    const hasId = this.entries.slice(this.lineStart).some(isId)
    for (const name of this.names.slice(this.lineNames)) name.inRow = hasId
    this.lineNames = this.names.length
  }

  private addName(part: TextPart, { from, text, holders }: FoundName, isTitle = false) {
    const entry = entryOf('name', from, text, part.record)
    entry.holders = holders
    entry.isTitle = isTitle
    entry.removed = from - part.from < part.removed
    this.entries.push(entry)
    this.names.push(entry)
  }

  private readWords(part: TextPart) {
    const { text } = part
    const cells = cellsOf(text, this.columnsOf(text) ? this.columns?.separator : undefined)
    const filled = cells.filter((cell) => cell.text !== '')
    if (filled.length === 0 || part.key === 'other' || this.readTableField(part, filled)) return
    if (this.readHeadings(text, cells)) return
    const columns = this.columnsOf(text)
    if (columns && filled.length > 1) return this.readRow(part, cells, columns)
    // A name with a comma in it.
    const [first, last] = [filled[0], filled.at(-1)]
    if (first && last && filled.length > 1) {
      const whole = trimmed(text, first.from, last.to)
      if (this.readName(part, whole, isKey(text, whole))) return
    }
    for (const cell of filled) this.readCell(part, text, cell)
  }

  /** `| id | 9c61… |`: a table that lists the fields of one project. */
  private readTableField(part: TextPart, [first, last, more]: readonly Cell[]): boolean {
    const heading = headingOf(first?.text ?? '')
    if (!heading || !last || more || !/^\s*\|/.test(part.text) || headingOf(last.text)) return false
    this.readField(part, heading, last)
    return true
  }

  private readHeadings(text: string, cells: readonly Cell[]): boolean {
    const headings = cells.map((cell) => headingOf(cell.text))
    if (cells.filter((cell) => cell.text !== '').length < 2 || /[\d:=]/.test(text)) return false
    if (!headings.some((heading) => heading !== undefined && heading !== 'other')) return false
    if (cells.some((cell) => this.book.named(cell.text).length > 0)) return false
    this.columns = { separator: separatorOf(text) ?? '', headings }
    return true
  }

  /**
   * In a row without a usual ID, the cell in the column of IDs is the ID; without such a cell the name
   * counts.
   */
  private readRow(part: TextPart, cells: readonly Cell[], headings: readonly (Heading | undefined)[]) {
    const cellOf = (wanted: Heading) => cells.find((cell, at) => headings[at] === wanted && cell.text !== '')
    const id = cellOf('projectId') ?? cellOf('id') ?? cellOf('project')
    const name = cellOf('name')
    if (id) return this.addWord(part, id, true)
    if (name && this.readName(part, name)) return
    this.saysSomething = true
  }

  private readCell(part: TextPart, text: string, cell: Cell) {
    const field = FIELD.exec(text.slice(cell.from, cell.to))
    const heading = field && headingOf(field[1] ?? '')
    const isTitle = isKey(text, cell)
    if (this.readName(part, cell, isTitle)) return
    if (field) {
      const value = trimmed(text, cell.to - (field[2]?.length ?? 0), cell.to)
      if (heading && value.text !== '') this.readField(part, heading, value)
      else this.saysSomething = true
      return
    }
    if (isTitle) {
      this.saysSomething ||= heading === undefined && !/["'`]/.test(text.charAt(cell.to))
      return
    }
    if (headingOf(cell.text)) return
    if (/\s/.test(cell.text)) this.saysSomething = !cell.text.split(/\s+/).every(headingOf)
    else this.addWord(part, cell, false)
  }

  private readField(part: TextPart, heading: Heading, value: Cell) {
    if (heading === 'other') return
    if (this.readName(part, value)) return
    if (heading === 'name' || /\s/.test(value.text)) this.saysSomething = true
    else this.addWord(part, value, heading !== 'project' || PROJECT_ID.test(value.text))
  }

  private readName(part: TextPart, cell: Cell, isTitle = false): boolean {
    const holders = this.book.named(cell.text)
    if (holders.length === 0 || this.book.find(cell.text) !== undefined) return false
    this.addName(part, { from: part.from + cell.from, text: cell.text, holders }, isTitle)
    return true
  }

  /** `said`: the text itself calls it an ID. */
  private addWord(part: TextPart, cell: Cell, said: boolean) {
    const entry = entryOf('word', part.from + cell.from, cell.text, part.record)
    entry.key = said ? 'projectId' : undefined
    entry.removed = cell.to <= part.removed
    this.entries.push(entry)
  }
}

/** The name of an ID: from the words before it, its column, or the list or element around it. */
function keyOf(before: Heading | undefined, column: Heading | undefined, around: Heading | undefined) {
  const key = before ?? column
  if (key === 'id' || key === 'name') return around === 'other' && before ? 'other' : 'projectId'
  return key ?? (around === 'other' ? 'other' : undefined)
}

const isChecksum = ({ shape, text }: PasteEntry) =>
  shape === 'odd' && CHECKSUMS.includes(text.length) && !/[^0-9a-f]/i.test(text)

/** A row of a listing is about one project, so IDs after the first one belong to something else. */
function markRow({ from, text }: TextPart, ids: readonly PasteEntry[], book: RecipientBook) {
  const candidates = ids.filter(({ shape, removed }) => shape === 'hex' && !removed)
  const startsRow = !/[\p{L}\d]/u.test(text.slice(0, (candidates[0]?.from ?? from) - from))
  let words = false
  for (const [at, id] of candidates.entries()) {
    const last = candidates[at - 1]
    if (!last) continue
    const between = text.slice(last.to - from, id.from - from)
    words ||= /\p{L}/u.test(between)
    if (!LIST.test(between) && !id.key && (startsRow || /[|\t<]/.test(between))) id.reason ??= 'second'
  }
  for (const id of candidates) id.inRow = words
  if (candidates.length === 0) return
  for (const id of ids) if (id.shape === 'dashed' && !book.isProject(id.text)) id.reason ??= 'image'
}

/** Whether a mark after the cell makes it the name of a value that stands elsewhere. */
const isKey = (text: string, { to }: Cell) => /^[.!?]?["'`]?\s?[:=]/.test(text.slice(to, to + 4))

function trimmedSpace(text: string, from: number, to: number) {
  while (from < to && text.charAt(from).trim() === '') from++
  while (from < to && text.charAt(to - 1).trim() === '') to--
  return { from, to }
}
