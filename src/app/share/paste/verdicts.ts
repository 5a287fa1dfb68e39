import type { Recipient } from '#contract/recipient'
import { cleanText } from '../../text/clean-text.ts'
import { type OtherIdReason, REASONS } from './entries.ts'

/**
 * The verdicts of the parser on a piece of pasted text. The position in this list is the code in the columns.
 */
export const KINDS = [
  /** Accepted: the ID of a known recipient. */
  'ok',
  /** Accepted: the name of exactly one known recipient, in a record without an ID; taken as its ID. */
  'name',
  /** Accepted, to be confirmed: an ID beside the name of another recipient (`ref`). */
  'mismatch',
  /** Accepted, to be confirmed: a well-formed ID that nobody has seen before. */
  'unknown',
  /**
   * Accepted, to be confirmed: Keystone allows it, but it does not have the usual 32 lower-case hex digits.
   */
  'unusual',
  /** Counted already: the same ID as in row `ref`. */
  'duplicate',
  /** The text is a diff, or the plan of a tool, that takes this ID away. */
  'removed',
  /** The ID of something that is no recipient; `ref`: the reason. */
  'other-id',
  /** A single word among IDs of the usual form: a greeting, a name, and hardly a project. */
  'word',
  /** Text around IDs. */
  'prose',
  /** Table borders, headings, fields that are no project. */
  'ignored',
  /** Left out until decided: one character away from a known recipient (`ref`). */
  'near-miss',
  /** Left out until decided: the ID of a known recipient (`ref`), with dashes in it. */
  'dashed',
  /** Left out until decided: the name of a known recipient (`ref`) in a record that has other IDs. */
  'beside',
  'own-project',
  'image-id',
  'bad-characters',
  'too-long',
  /** Several known recipients have this name. */
  'shared-name',
  /** Text in which nothing looks like an ID. */
  'no-id',
] as const
export type PasteVerdict = (typeof KINDS)[number]

const code = (kind: PasteVerdict) => KINDS.indexOf(kind)
const LAST_ACCEPTED = code('unusual')
const FIRST_REJECT = code('own-project')

/** Accepted only after the operator has confirmed it by name: nobody has seen these before. */
export const NEW_KINDS: readonly PasteVerdict[] = ['unusual', 'unknown']
/** Left out until the operator decides. */
const OPEN_KINDS: readonly PasteVerdict[] = ['near-miss', 'beside', 'dashed']
/** What was meant as a recipient, maybe, and was not taken. */
export const NOT_TAKEN_KINDS: readonly PasteVerdict[] = [...KINDS.slice(FIRST_REJECT), ...OPEN_KINDS]
/** The text around the IDs, which is folded until it is opened. */
export const FOLDED_KINDS: readonly PasteVerdict[] = ['word', 'prose', 'ignored']

/** Rejects first, then what needs a look, then the rest. */
export const ORDER: readonly PasteVerdict[] = [
  ...KINDS.slice(FIRST_REJECT),
  ...OPEN_KINDS,
  'mismatch',
  ...NEW_KINDS,
  'name',
  'ok',
  'removed',
  'other-id',
  'duplicate',
  ...FOLDED_KINDS,
]

/**
 * Verdicts as columns, one entry a row: a worker hands over 100,000 of them without copying. `start` and
 * `length` point into the pasted text (UTF-16 units), `line` counts from 1, `ref` is a known recipient's
 * position, the row that a duplicate repeats, the position of a reason, or -1.
 */
export type VerdictColumns = {
  size: number
  lines: number
  line: Uint32Array<ArrayBuffer>
  start: Uint32Array<ArrayBuffer>
  length: Uint32Array<ArrayBuffer>
  kind: Uint8Array<ArrayBuffer>
  ref: Int32Array<ArrayBuffer>
  /** Rows of each kind, by the kind's code. */
  counts: Uint32Array<ArrayBuffer>
}

const AROUND = 80
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/

/** One verdict, made for showing. */
export type VerdictRow = {
  kind: PasteVerdict
  line: number
  /** As pasted, invisible characters included. */
  raw: string
  /** The project ID that the piece means, or the piece itself. */
  id: string
  /** The recipient with this ID, or the recipient that may be meant while that is open. */
  known: Recipient | undefined
  /** The recipient whose name is beside the ID of another. */
  other: Recipient | undefined
  /** The reason why the ID is not a recipient's. */
  reason: OtherIdReason | undefined
  /** The line that a duplicate repeats. */
  firstLine: number | undefined
  /** The text before and after it in its line, cut off after some characters. */
  before: string
  after: string
}

/** The pasted text with its verdicts. It is immutable: an edit makes a new one. */
export class Verdicts {
  // Truly private: the form compares values by their visible properties, and these are large.
  readonly #text: string
  readonly #columns: VerdictColumns
  readonly #known: readonly Recipient[]

  constructor(text: string, columns: VerdictColumns, known: readonly Recipient[]) {
    this.#text = text
    this.#columns = columns
    this.#known = known
  }

  get text() {
    return this.#text
  }

  get lines() {
    return this.#columns.lines
  }

  /** Rows of these kinds. */
  count(...kinds: readonly PasteVerdict[]) {
    return kinds.reduce((sum, kind) => sum + (this.#columns.counts[code(kind)] ?? 0), 0)
  }

  /** The number of accepted IDs, each counted once. */
  get accepted() {
    return this.count(...KINDS.slice(0, LAST_ACCEPTED + 1))
  }

  get rejected() {
    return this.count(...KINDS.slice(FIRST_REJECT))
  }

  /** The number of entries that are left out until somebody decides. */
  get open() {
    return this.count(...OPEN_KINDS)
  }

  /** IDs that nobody has seen before. */
  get unseen() {
    return this.count(...NEW_KINDS)
  }

  /** Accepted IDs in the order of the text. */
  ids(): string[] {
    return this.idsUpTo(LAST_ACCEPTED)
  }

  /** The accepted IDs that may be among those picked from a list. */
  knownIds(): string[] {
    return this.idsUpTo(code('mismatch'))
  }

  /** Row numbers of the given kinds, in the order of the screen, then of the text. */
  rows(kinds: readonly PasteVerdict[] = ORDER): Uint32Array {
    const { kind, size, counts } = this.#columns
    const wanted = ORDER.filter((k) => kinds.includes(k)).map(code)
    const next = new Uint32Array(KINDS.length).fill(0xffffffff)
    let total = 0
    for (const k of wanted) {
      next[k] = total
      total += counts[k] ?? 0
    }
    const rows = new Uint32Array(total)
    for (let row = 0; row < size; row++) {
      const k = kind[row] ?? 0
      const at = next[k] ?? 0xffffffff
      if (at === 0xffffffff) continue
      rows[at] = row
      next[k] = at + 1
    }
    return rows
  }

  row(row: number): VerdictRow {
    const { kind: codes, ref: refs, line } = this.#columns
    const kind = KINDS[codes[row] ?? 0] ?? 'ok'
    const ref = refs[row] ?? -1
    if (kind === 'duplicate') {
      const first = this.row(ref)
      return { ...this.plainRow(row, kind), id: first.id, known: first.known, firstLine: line[ref] }
    }
    const plain = this.plainRow(row, kind)
    if (kind === 'other-id') return { ...plain, reason: REASONS[ref] }
    if (kind !== 'mismatch') return { ...plain, known: this.#known[ref] }
    return { ...plain, known: this.#known.find(({ id }) => id === plain.id), other: this.#known[ref] }
  }

  /** The text with one row's piece replaced. */
  replaced(row: number, by: string): string {
    const start = this.#columns.start[row] ?? 0
    return this.#text.slice(0, start) + by + this.#text.slice(start + (this.#columns.length[row] ?? 0))
  }

  /** The text without one row's piece, or without the whole line when nothing else in it has a meaning. */
  removed(row: number): string {
    const { line, start } = this.#columns
    if ([row - 1, row + 1].some((other) => line[other] === line[row])) return this.replaced(row, '')
    const at = start[row] ?? 0
    const before = this.#text.slice(0, at)
    const from = before.length - (before.split(LINE_BREAK).at(-1)?.length ?? 0)
    const next = this.#text.slice(at).search(LINE_BREAK)
    const to = next === -1 ? this.#text.length : at + next
    const broken = this.#text.startsWith('\r\n', to) ? 2 : 1
    return this.#text.slice(0, from) + this.#text.slice(to + broken)
  }

  private idsUpTo(last: number): string[] {
    const ids: string[] = []
    const { kind, size } = this.#columns
    for (let row = 0; row < size; row++) if ((kind[row] ?? 0) <= last) ids.push(this.idOf(row))
    return ids
  }

  private plainRow(row: number, kind: PasteVerdict): VerdictRow {
    const start = this.#columns.start[row] ?? 0
    const end = start + (this.#columns.length[row] ?? 0)
    const before = this.#text.slice(Math.max(0, start - AROUND), start).split(LINE_BREAK)
    const after = this.#text.slice(end, end + AROUND).split(LINE_BREAK)
    return {
      kind,
      line: this.#columns.line[row] ?? 0,
      raw: this.#text.slice(start, end),
      id: this.idOf(row),
      known: undefined,
      other: undefined,
      reason: undefined,
      firstLine: undefined,
      before: before.at(-1)?.trimStart() ?? '',
      after: after[0]?.trimEnd() ?? '',
    }
  }

  /** IDs of the usual form are written in lower case, whatever was pasted. */
  private idOf(row: number): string {
    const { kind, ref, start, length } = this.#columns
    const from = start[row] ?? 0
    if ((kind[row] ?? 0) <= code('name')) return this.#known[ref[row] ?? -1]?.id ?? ''
    const { text } = cleanText(this.#text.slice(from, from + (length[row] ?? 0)))
    return /^[0-9a-f]{32}$/i.test(text) ? text.toLowerCase() : text
  }
}

/** Nothing was pasted. */
export const NO_VERDICTS = new Verdicts(
  '',
  {
    size: 0,
    lines: 0,
    line: new Uint32Array(),
    start: new Uint32Array(),
    length: new Uint32Array(),
    kind: new Uint8Array(),
    ref: new Int32Array(),
    counts: new Uint32Array(KINDS.length),
  },
  [],
)
