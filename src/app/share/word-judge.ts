import { IMAGE_ID, PROJECT_ID, USUAL_PROJECT_ID } from '#ims/members'
import { headingOf } from './headings.ts'
import { type RecipientBook, SHARED_NAME } from './recipient-book.ts'
import { type Columns, KINDS, type Kind } from './verdicts.ts'
import { visible } from './visible-text.ts'

const NOT_HEX = /[^0-9a-f]/gi
/** What a text has between IDs, and hardly any ID is: letters only. */
const WORD = /^[a-z]{1,23}$/i

/** An image's ID, or long enough and nearly all hex digits: nobody names a project so. */
const looksLikeId = (id: string) =>
  IMAGE_ID.test(id) || (id.length >= 24 && id.length <= 128 && (id.match(NOT_HEX)?.length ?? 0) <= 2)

/** Passes verdict on single pieces of the text, and keeps the rows. Pieces are given by their ends in the text. */
export class WordJudge {
  private readonly line: number[] = []
  private readonly start: number[] = []
  private readonly length: number[] = []
  private readonly kind: number[] = []
  private readonly ref: number[] = []
  private readonly counts = new Uint32Array(KINDS.length)
  /** The row that accepted an ID. */
  private readonly seen = new Map<string, number>()
  /** Rows that are accepted unless the text has IDs of the usual form. */
  private readonly words = new Set<number>()
  private usual = 0

  constructor(
    private readonly text: string,
    private readonly book: RecipientBook,
  ) {}

  get rows() {
    return this.line.length
  }

  columns(lines: number): Columns {
    return {
      size: this.rows,
      lines,
      line: new Uint32Array(this.line),
      start: new Uint32Array(this.start),
      length: new Uint32Array(this.length),
      kind: new Uint8Array(this.kind),
      ref: new Int32Array(this.ref),
      counts: this.counts,
    }
  }

  add(kind: Kind, line: number, from: number, to: number, ref = -1) {
    const code = KINDS.indexOf(kind)
    this.line.push(line)
    this.start.push(from)
    this.length.push(to - from)
    this.kind.push(code)
    this.ref.push(ref)
    this.counts[code] = (this.counts[code] ?? 0) + 1
  }

  /** To be called at the end of the text: words between IDs of the usual form are no IDs. */
  finish() {
    if (this.usual === 0 || this.words.size === 0) return
    const duplicate = KINDS.indexOf('duplicate')
    for (let row = 0; row < this.rows; row++) {
      const first = this.kind[row] === duplicate ? (this.ref[row] ?? -1) : row
      if (this.words.has(first)) this.turn(row, 'word')
    }
  }

  private turn(row: number, kind: Kind) {
    const before = this.kind[row] ?? 0
    const after = KINDS.indexOf(kind)
    this.kind[row] = after
    this.counts[before] = (this.counts[before] ?? 0) - 1
    this.counts[after] = (this.counts[after] ?? 0) + 1
    this.ref[row] = -1
  }

  /** Turns a row into an ignored one; an ID that it had accepted may be accepted again. */
  ignore(row: number) {
    const id = this.book.known[this.ref[row] ?? -1]?.id
    if (id !== undefined && this.seen.get(id) === row) this.seen.delete(id)
    this.turn(row, 'ignored')
  }

  /** Whether a word is an ID beyond doubt: known, the own project, or of the looks of one. */
  isCertain(from: number, to: number, odd: boolean): boolean {
    const id = this.read(from, to, odd)
    return this.book.find(id) !== undefined || this.book.isOwn(id) || looksLikeId(id)
  }

  /** Takes a piece as the name of a known recipient; false, and no verdict, when none has it. */
  judgeName(line: number, from: number, to: number): boolean {
    const at = this.book.named(visible(this.text.slice(from, to)).trim())
    if (at === undefined) return false
    if (at === SHARED_NAME) this.add('shared-name', line, from, to)
    else this.accept('name', this.book.known[at]?.id ?? '', line, from, to, at)
    return true
  }

  /** The verdict on one word. `said`: something names it as an ID. */
  judgeWord(line: number, from: number, to: number, odd: boolean, said: boolean) {
    const id = this.read(from, to, odd)
    if (this.book.isOwn(id)) return this.add('own-project', line, from, to)
    if (USUAL_PROJECT_ID.test(id)) this.usual += 1
    const known = this.book.find(id)
    if (known !== undefined) return this.accept('ok', this.book.known[known]?.id ?? '', line, from, to, known)
    const usual = USUAL_PROJECT_ID.test(id)
    if (!usual) {
      if (this.judgeName(line, from, to)) return undefined
      if (headingOf(id)) return this.add('ignored', line, from, to)
      if (IMAGE_ID.test(id)) return this.add('image-id', line, from, to)
      if (!PROJECT_ID.test(id))
        return this.add(/^[a-z0-9-]+$/i.test(id) ? 'too-long' : 'bad-characters', line, from, to)
    }
    const near = this.book.near(id)
    if (near !== undefined) return this.accept('near-miss', id, line, from, to, near)
    if (said) this.words.delete(this.seen.get(id) ?? -1)
    else if (WORD.test(id) && !this.seen.has(id)) this.words.add(this.rows)
    return this.accept(usual ? 'unknown' : 'unusual', id, line, from, to)
  }

  private accept(kind: Kind, id: string, line: number, from: number, to: number, ref = -1) {
    const first = this.seen.get(id)
    if (first !== undefined) return this.add('duplicate', line, from, to, first)
    this.seen.set(id, this.rows)
    return this.add(kind, line, from, to, ref)
  }

  private read(from: number, to: number, odd: boolean) {
    const raw = this.text.slice(from, to)
    return odd ? visible(raw) : raw
  }
}
