import { type Columns, KINDS, type Kind } from './verdicts.ts'

const CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<Kind, number>

/** Collects verdicts in the order of the text, numbers their lines, and gives every line with something in it a row. */
export class Rows {
  size = 0
  private lines = 0
  private lineStart = 0
  private lineEnd = -1
  private nextStart = 0
  private rowsBefore = 0
  private readonly line: number[] = []
  private readonly start: number[] = []
  private readonly length: number[] = []
  private readonly kind: number[] = []
  private readonly ref: number[] = []
  private readonly counts = new Uint32Array(KINDS.length)
  private readonly breaks = /\r\n|[\n\r\u0085\u2028\u2029]/g

  constructor(private readonly text: string) {}

  /** Makes the line at this position the current one: rows may begin in it from now on. */
  goTo(position: number) {
    while (position > this.lineEnd) this.nextLine()
  }

  /** `from`, `to`: positions in the text; `ref` as in `Columns`. */
  add(kind: Kind, { from, to, ref }: { from: number; to: number; ref: number }) {
    const code = CODES[kind]
    this.line.push(this.lines)
    this.start.push(from)
    this.length.push(to - from)
    this.kind.push(code)
    this.ref.push(ref)
    this.counts[code] = (this.counts[code] ?? 0) + 1
    this.size++
  }

  columns(): Columns {
    while (this.nextStart < this.text.length) this.nextLine()
    this.endLine()
    return {
      size: this.size,
      lines: this.lines,
      line: new Uint32Array(this.line),
      start: new Uint32Array(this.start),
      length: new Uint32Array(this.length),
      kind: new Uint8Array(this.kind),
      ref: new Int32Array(this.ref),
      counts: this.counts,
    }
  }

  private nextLine() {
    this.endLine()
    const end = this.breaks.exec(this.text)
    this.lineStart = this.nextStart
    this.lineEnd = end?.index ?? this.text.length
    this.nextStart = end ? this.breaks.lastIndex : this.text.length
    this.lines++
    this.rowsBefore = this.size
  }

  /** Characters that show nothing can be all of a line. */
  private endLine() {
    if (
      this.lines === 0 ||
      this.size > this.rowsBefore ||
      this.text.slice(this.lineStart, this.lineEnd).trim() === ''
    )
      return
    this.add('ignored', { from: this.lineStart, to: this.lineEnd, ref: -1 })
  }
}
