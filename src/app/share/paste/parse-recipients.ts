import { PROJECT_ID } from '#ims/members'
import { cleanText } from '../../text/clean-text.ts'
import { cutRecords } from '../../text/cut-records.ts'
import { compareInRecords } from './compare-names.ts'
import { type PasteEntry, REASONS } from './entries.ts'
import { PartReader } from './read-parts.ts'
import type { RecipientBook } from './recipient-book.ts'
import { RowCollector } from './row-collector.ts'
import type { PasteVerdict, VerdictColumns } from './verdicts.ts'

/** Words that are hardly ever an ID: letters only, a number, a date, a piece of an ID. */
const WORD = /^(?:[a-z]{1,23}|\d{1,9}|\d{4}-\d\d-\d\dT?|[0-9a-f]{1,23})$/i
const NO_IDS: ReadonlySet<string> = new Set()

/**
 * Reads project IDs out of whatever was pasted: lists, CSV, JSON, tables of spreadsheets and terminals,
 * markup, prose. IDs are found first, wherever they stand; a name counts only in a record that has none.
 * Every line that is not empty gets at least one verdict. Accepted IDs fit Keystone's pattern, are unique,
 * and are never the own project. `decided`: IDs, in lower case, that the operator has taken although they
 * were left out. Never throws; linear.
 */
export function parseRecipients(text: string, book: RecipientBook, decided = NO_IDS): VerdictColumns {
  const clean = cleanText(text)
  const reader = new PartReader(book)
  const around = cutRecords(
    clean.text,
    (part) => reader.read(part),
    (from, to) => reader.endLine(clean.text, from, to),
  )
  const { entries } = reader
  compareInRecords(entries, reader.names, around, book)
  markRepeated(entries)
  const judge = new Judge(entries, book, decided)
  const rows = new RowCollector(text)
  for (const entry of entries) {
    const from = clean.at(entry.from)
    rows.goTo(from)
    const [kind, ref] = judge.verdict(entry, rows.size)
    rows.add(kind, { from, to: clean.at(entry.to - 1) + 1, ref })
  }
  return rows.columns()
}

/**
 * An ID that is the same in a column of all rows does not belong to a recipient: it is a domain or a user.
 */
function markRepeated(entries: readonly PasteEntry[]) {
  const columns = new Map<number, { id: string; rows: number; repeats: boolean }>()
  const inRows = entries.filter(({ shape, inRow, reason }) => shape === 'hex' && inRow && reason !== 'key')
  for (const { text, column } of inRows) {
    const id = text.toLowerCase()
    const before = columns.get(column)
    if (!before) columns.set(column, { id, rows: 1, repeats: true })
    else {
      before.rows++
      before.repeats &&= before.id === id
    }
  }
  const repeated = (column: number) => {
    const { rows = 0, repeats = false } = columns.get(column) ?? {}
    return rows > 1 && repeats
  }
  if ([...columns.keys()].every(repeated)) return
  if (!inRows.some(({ column }) => repeated(column))) return
  const first = [...columns.keys()].filter((column) => !repeated(column)).reduce((a, b) => Math.min(a, b))
  for (const entry of inRows)
    if (repeated(entry.column)) entry.reason = 'repeated'
    else if (entry.column === first && entry.reason === 'second') entry.reason = undefined
}

/** Passes verdict on entries, in the order of the text. */
class Judge {
  /** The row that accepted an ID. */
  private readonly seen = new Map<string, number>()
  /** IDs that are next to the name of another recipient anywhere in the text. */
  private readonly mixedUp = new Map<string, number>()
  /** Words that the text itself calls an ID. */
  private readonly said = new Set<string>()
  private readonly hasUsual: boolean
  private readonly hasIds: boolean

  constructor(
    entries: readonly PasteEntry[],
    private readonly book: RecipientBook,
    private readonly decided: ReadonlySet<string>,
  ) {
    let usual = false
    let ids = false
    for (const { shape, text, holders, key } of entries) {
      usual ||= shape === 'hex'
      ids ||= shape === 'hex' || shape === 'dashed' || shape === 'odd'
      const [holder] = holders
      if (shape === 'word' && key) this.said.add(text)
      else if (holder !== undefined && shape !== 'name' && shape !== 'skip')
        this.mixedUp.set(text.toLowerCase(), holder)
    }
    this.hasUsual = usual
    this.hasIds = ids
  }

  /** The verdict, and its `ref` as in `VerdictColumns`. `row`: the number that its row will have. */
  verdict(entry: PasteEntry, row: number): [kind: PasteVerdict, ref: number] {
    const { shape, text, removed, holders } = entry
    if (shape === 'skip') return ['ignored', -1]
    if (shape === 'text') return [this.hasIds ? 'prose' : 'no-id', -1]
    if (shape !== 'name') return this.idVerdict(entry, row)
    const [at = -1, another] = holders
    if (removed) return ['removed', -1]
    if (entry.reason) return ['beside', at]
    if (another !== undefined) return ['shared-name', -1]
    return this.accept('name', { text, row, known: at, ref: at })
  }

  private idVerdict(entry: PasteEntry, row: number): [kind: PasteVerdict, ref: number] {
    const { text, shape, reason } = entry
    const known = this.book.find(text)
    const isUsual = shape === 'hex' && !/[A-F]/.test(text)
    const isDecided = this.decided.size > 0 && this.decided.has(text.toLowerCase())
    if (entry.removed && !isDecided) return ['removed', -1]
    if (reason && !isDecided) return ['other-id', REASONS.indexOf(reason)]
    const refused = known === undefined ? this.refusal(entry, isUsual, isDecided) : null
    if (refused) return refused
    const mixedUp = this.mixedUp.size > 0 ? this.mixedUp.get(text.toLowerCase()) : undefined
    if (mixedUp !== undefined) return this.accept('mismatch', { text, row, known, ref: mixedUp })
    if (known !== undefined) return this.accept('ok', { text, row, known, ref: known })
    if (isUsual) return this.accept('unknown', { text, row })
    const isWord = this.hasUsual && !isDecided && WORD.test(text) && !this.said.has(text)
    return isWord ? ['word', -1] : this.accept('unusual', { text, row })
  }

  /** The verdict on an unknown ID that is not taken; null when it may be taken. */
  private refusal(
    entry: PasteEntry,
    isUsual: boolean,
    isDecided: boolean,
  ): [kind: PasteVerdict, ref: number] | null {
    const { text, shape } = entry
    if (this.book.isOwn(text) || this.book.isOwnName(text)) return ['own-project', -1]
    if (shape === 'dashed' && !isDecided) return this.dashedVerdict(text)
    if (!isUsual && !PROJECT_ID.test(text)) return [this.invalidVerdict(entry), -1]
    const near = isDecided ? undefined : this.book.near(text)
    return near === undefined ? null : ['near-miss', near]
  }

  /** The digits of a project's ID with dashes in them, or an image's ID: red where a recipient should be. */
  private dashedVerdict(text: string): [kind: PasteVerdict, ref: number] {
    const digits = text.replaceAll('-', '')
    if (this.book.isOwn(digits)) return ['own-project', -1]
    const known = this.book.find(digits)
    return known === undefined ? ['image-id', -1] : ['dashed', known]
  }

  /**
   * Whether a word cannot be a project's ID. In a text with real IDs, addresses and file names are plain
   * text.
   */
  private invalidVerdict({ text, shape }: PasteEntry): PasteVerdict {
    if (shape === 'word' && this.hasUsual && /[.:@]/.test(text)) return 'prose'
    return /^[a-z0-9-]+$/i.test(text) ? 'too-long' : 'bad-characters'
  }

  private accept(
    kind: PasteVerdict,
    of: { text: string; row: number; known?: number | undefined; ref?: number },
  ): [kind: PasteVerdict, ref: number] {
    const id = of.known === undefined ? lowerOf(of.text) : (this.book.known[of.known]?.id ?? '')
    const first = this.seen.get(id)
    if (first !== undefined) return ['duplicate', first]
    this.seen.set(id, of.row)
    return [kind, of.ref ?? -1]
  }
}

/** Most texts are in lower case already, and are not copied then. */
const lowerOf = (text: string) => (/[A-Z]/.test(text) ? text.toLowerCase() : text)
