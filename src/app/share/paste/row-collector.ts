import { KINDS, type PasteVerdict, type VerdictColumns } from './verdicts.ts'

const CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<PasteVerdict, number>

/**
 * Collects verdicts in the order of the text, numbers their lines, and gives every line that is not empty a
 * row.
 */
export class RowCollector {
  size = 0
  private lines = 0
  private lineStart = 0
  private lineEnd = -1
  private nextStart = 0
  private rowsBefore = 0
  private room = 1024
  private line = new Uint32Array(this.room)
  private start = new Uint32Array(this.room)
  private length = new Uint32Array(this.room)
  private kind = new Uint8Array(this.room)
  private ref = new Int32Array(this.room)
  private readonly counts = new Uint32Array(KINDS.length)
  private readonly breaks = /\r\n|[\n\r\u0085\u2028\u2029]/g

  constructor(private readonly text: string) {}

  /** Makes the line at this position the current one: rows may begin in it from now on. */
  goTo(position: number) {
    while (position > this.lineEnd) this.nextLine()
  }

  /** `from`, `to`: positions in the text; `ref` as in `VerdictColumns`. */
  add(kind: PasteVerdict, { from, to, ref }: { from: number; to: number; ref: number }) {
    const code = CODES[kind]
    const row = this.size++
    if (row === this.room) this.grow()
    this.line[row] = this.lines
    this.start[row] = from
    this.length[row] = to - from
    this.kind[row] = code
    this.ref[row] = ref
    this.counts[code] = (this.counts[code] ?? 0) + 1
  }

  columns(): VerdictColumns {
    while (this.nextStart < this.text.length) this.nextLine()
    this.endLine()
    return {
      size: this.size,
      lines: this.lines,
      line: this.line.slice(0, this.size),
      start: this.start.slice(0, this.size),
      length: this.length.slice(0, this.size),
      kind: this.kind.slice(0, this.size),
      ref: this.ref.slice(0, this.size),
      counts: this.counts,
    }
  }

  private grow() {
    this.room *= 4
    this.line = enlarged(this.line, new Uint32Array(this.room))
    this.start = enlarged(this.start, new Uint32Array(this.room))
    this.length = enlarged(this.length, new Uint32Array(this.room))
    this.kind = enlarged(this.kind, new Uint8Array(this.room))
    this.ref = enlarged(this.ref, new Int32Array(this.room))
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

  /** A line may consist of invisible characters only. */
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

function enlarged<T extends Uint8Array | Uint32Array | Int32Array>(full: T, larger: T): T {
  larger.set(full)
  return larger
}
