import type { Recipient } from '#contract/recipient'
import { visible } from './visible-text.ts'

/** What the parser says of a piece of pasted text. The position in this list is its code in the columns. */
export const KINDS = [
  /** Accepted: the ID of a known recipient. */
  'ok',
  /** Accepted: the name of exactly one known recipient, taken as its ID. */
  'name',
  /** Accepted, to be confirmed: a well-formed ID that nobody has seen before. */
  'unknown',
  /** Accepted, to be confirmed: Keystone allows it, but it does not have the usual 32 lower-case hex digits. */
  'unusual',
  /** Accepted, to be confirmed: one character away from a known recipient (`ref`). */
  'near-miss',
  /** Counted already: the same ID as in row `ref`. */
  'duplicate',
  /** Table borders, headings, fields that are no project. */
  'ignored',
  'own-project',
  'image-id',
  'bad-characters',
  'too-long',
  /** Several known recipients have this name. */
  'shared-name',
  /** Text in which nothing looks like an ID. */
  'no-id',
  /** A single word among IDs of the usual form: a greeting, a name, and hardly a project. */
  'word',
] as const
export type Kind = (typeof KINDS)[number]

const code = (kind: Kind) => KINDS.indexOf(kind)
const LAST_ACCEPTED = code('near-miss')
const FIRST_REJECT = code('own-project')

/** Accepted only after the operator has confirmed it by name. */
export const NEW_KINDS: readonly Kind[] = ['near-miss', 'unusual', 'unknown']

/** Rejects first, then what needs a look, then the rest. */
export const ORDER: readonly Kind[] = [
  ...KINDS.slice(FIRST_REJECT),
  'near-miss',
  'unusual',
  'unknown',
  'name',
  'ok',
  'duplicate',
  'ignored',
]

/**
 * Verdicts as columns, one entry a row: a worker hands over 100,000 of them without copying. `start` and `length`
 * point into the pasted text (UTF-16 units), `line` counts from 1, `ref` is a known recipient's position, the row
 * that a duplicate repeats, or -1.
 */
export type Columns = {
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
export type Row = {
  kind: Kind
  line: number
  /** As pasted, invisible characters included. */
  raw: string
  /** The project ID it stands for, or what stands in its place. */
  id: string
  known: Recipient | undefined
  /** The line that a duplicate repeats. */
  firstLine: number | undefined
  /** What else stands in the line, before and after it; cut off after some characters. */
  before: string
  after: string
}

/** The pasted text with its verdicts. Never changed: an edit makes a new one. */
export class Verdicts {
  // Truly private: the form compares values by their visible properties, and these are large.
  readonly #text: string
  readonly #columns: Columns
  readonly #known: readonly Recipient[]

  constructor(text: string, columns: Columns, known: readonly Recipient[]) {
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

  /** Rows of a kind. */
  count(kind: Kind) {
    return this.#columns.counts[code(kind)] ?? 0
  }

  /** IDs that would be shared with; each once. */
  get accepted() {
    return sum(this.#columns.counts.subarray(0, LAST_ACCEPTED + 1))
  }

  get rejected() {
    return sum(this.#columns.counts.subarray(FIRST_REJECT))
  }

  /** IDs that have to be confirmed. */
  get unseen() {
    return NEW_KINDS.reduce((n, kind) => n + this.count(kind), 0)
  }

  /** Accepted IDs in the order of the text. */
  ids(): string[] {
    const ids: string[] = []
    const { kind, size } = this.#columns
    for (let row = 0; row < size; row++) if ((kind[row] ?? 0) <= LAST_ACCEPTED) ids.push(this.idOf(row))
    return ids
  }

  /** The accepted IDs that belong to known recipients. */
  knownIds(): string[] {
    const ids: string[] = []
    const { kind, size } = this.#columns
    const last = code('name')
    for (let row = 0; row < size; row++) if ((kind[row] ?? 0) <= last) ids.push(this.idOf(row))
    return ids
  }

  /** Row numbers of the given kinds (all when none given), in the order of the screen, then of the text. */
  rows(kinds: readonly Kind[] = ORDER): Uint32Array {
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

  row(row: number): Row {
    const columns = this.#columns
    const kind = KINDS[columns.kind[row] ?? 0] ?? 'ok'
    const ref = columns.ref[row] ?? -1
    const repeats = kind === 'duplicate'
    return {
      kind,
      line: columns.line[row] ?? 0,
      raw: this.raw(row),
      id: this.idOf(row),
      known: this.#known[repeats ? (columns.ref[ref] ?? -1) : ref],
      firstLine: repeats ? columns.line[ref] : undefined,
      ...this.around(row),
    }
  }

  /** The text with one row's piece replaced. */
  replaced(row: number, by: string): string {
    const start = this.#columns.start[row] ?? 0
    return this.#text.slice(0, start) + by + this.#text.slice(start + (this.#columns.length[row] ?? 0))
  }

  /** The text without one row's piece; without its line when nothing else in that was taken for anything. */
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

  private around(row: number) {
    const start = this.#columns.start[row] ?? 0
    const end = start + (this.#columns.length[row] ?? 0)
    const before =
      this.#text
        .slice(Math.max(0, start - AROUND), start)
        .split(LINE_BREAK)
        .at(-1) ?? ''
    const after = this.#text.slice(end, end + AROUND).split(LINE_BREAK)[0] ?? ''
    return { before: before.trimStart(), after: after.trimEnd() }
  }

  private raw(row: number) {
    const start = this.#columns.start[row] ?? 0
    return this.#text.slice(start, start + (this.#columns.length[row] ?? 0))
  }

  private idOf(row: number): string {
    const kind = KINDS[this.#columns.kind[row] ?? 0]
    const ref = this.#columns.ref[row] ?? -1
    if (kind === 'duplicate') return this.idOf(ref)
    if (kind === 'ok' || kind === 'name') return this.#known[ref]?.id ?? ''
    return visible(this.raw(row))
  }
}

const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0)

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
