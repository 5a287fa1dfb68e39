import { trimmed } from './cells.ts'
import { type Heading, headingOf } from './headings.ts'
import { removalsOf } from './removals.ts'
import { tagsOf } from './tags.ts'

/**
 * A piece of one line that belongs to one record. `key`: the name of the field, list or element around it.
 * `removed`: the position up to which a diff, or a tool's plan, takes its text away.
 */
export type TextPart = {
  from: number
  text: string
  record: number
  key: Heading | undefined
  removed: number
}

/**
 * An open structure: a brace, a bracket or an element; or a title or an entry of a list, which nothing
 * closes.
 */
type Frame = { close: string; record: number; key: Heading | undefined; indent: number; isEntry: boolean }

/** No list of projects is nested deeper than this; anything inside counts as one record. */
const MOST_FRAMES = 64
const BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/g
const STRUCTURE = /[{}[\]]|<(\/?)([a-z][\w:.-]*)[^<>]*>/gi
/** A cell in quotes, or an element, that goes on over the ends of lines. */
const OVER_LINES =
  /"(?<=(?:^|[,;\t])")[^"\r\n]*[\r\n](?:[^"]|""){0,2000}"(?=$|[,;\t\r])|<[a-z][^<>\r\n]{0,200}[\r\n][^<>]{0,2000}>/gim
const KEY_BEFORE = /["']?([\p{L}\d_. -]{1,40})["']?[ \t]*[:=][ \t]*$/u
const FIELD = /^(?:[-*•][ \t]+)?["']?([\p{L}\d_. -]{1,40})["']?[ \t]*[:=](.*)$/u
const TABLE_FIELD = /^\|[ \t]*([^|]{1,40}?)[ \t]*\|[^|]*\|?$/
const LONGEST_TITLE = 120
const BULLET = /^[-*•][ \t]/

/**
 * Cuts text into records (lines, rows, objects, elements, blocks of fields) and shows each part of each line
 * to `see`, in order; then the line to `endLine`. One pass. Returns the record around each record, by its
 * number: -1 for none.
 */
export function cutRecords(
  text: string,
  see: (part: TextPart) => void,
  endLine?: (from: number, to: number) => void,
): readonly number[] {
  const cutter = new Cutter(text, see)
  let from = 0
  BREAK.lastIndex = 0
  while (from < text.length) {
    const end = BREAK.exec(text)
    const to = end?.index ?? text.length
    cutter.line(from, to)
    endLine?.(from, to)
    from = end ? BREAK.lastIndex : to
  }
  return cutter.around
}

class Cutter {
  /** The record around each record. */
  readonly around: number[] = []
  private frames: Frame[] = []
  /** The block of fields that the last line was part of. */
  private block: { record: number; indent: number; keys: Set<string> } | null = null
  /** The last line, when it was outside of braces and titles. */
  private last: { record: number; indent: number } | null = null
  private record = -1
  private readonly isRemoved
  private readonly tag
  private readonly overLines: readonly (readonly [number, number])[]
  private over = 0
  private tooDeep = 0

  constructor(
    private readonly text: string,
    private readonly see: (part: TextPart) => void,
  ) {
    this.isRemoved = removalsOf(text)
    this.tag = tagsOf(text)
    this.overLines = Array.from(text.matchAll(OVER_LINES), ({ 0: all, index }) => [index, index + all.length])
  }

  line(from: number, to: number) {
    const line = this.text.slice(from, to)
    const trimmed = line.trimStart()
    if (trimmed === '') {
      this.block = null
      this.last = null
      return
    }
    const removed = this.isRemoved(line)
    if (!this.goesOn(from)) this.record = this.recordOf(trimmed, line.length - trimmed.length)
    this.showParts(line, from, removed)
  }

  private showParts(line: string, from: number, removed: number) {
    let start = 0
    const showUpTo = (end: number) => {
      if (end > start) this.show(from + start, line.slice(start, end), removed - start)
      start = end
    }
    if (/[{}[\]<]/.test(line))
      for (const found of line.matchAll(STRUCTURE)) {
        const { opens, closes } = this.meaningOf(found, from)
        // An opening belongs to the record that it opens: an element's attributes are its own.
        if (opens) showUpTo(found.index)
        if (closes) showUpTo(found.index + found[0].length)
        if (opens) this.push(opens())
        if (closes) this.close(closes)
      }
    showUpTo(line.length)
  }

  /**
   * The structure that a brace, a bracket or a tag opens or closes; nothing for a tag that only formats text.
   */
  private meaningOf(
    { 0: mark, 1: slash, 2: tag, index, input }: RegExpExecArray,
    lineStart: number,
  ): { opens?: () => Frame; closes?: string } {
    if (mark === '}' || mark === ']') return { closes: mark }
    const name = tag?.toLowerCase() ?? ''
    if (slash) return this.frames.some(({ close }) => close === name) ? { closes: name } : {}
    const around = this.frames.at(-1)?.record ?? this.record
    if (tag) {
      const role = this.tag(name, lineStart + index + mark.length)
      if (role === 'none') return {}
      const opens = () => ({
        close: name,
        record: role === 'record' ? this.newRecord(around) : around,
        key: headingOf(name),
        indent: 0,
        isEntry: false,
      })
      return { opens }
    }
    const key = KEY_BEFORE.exec(input.slice(Math.max(0, index - 60), index))?.[1]?.trim()
    const opens = () => ({
      close: mark === '{' ? '}' : ']',
      record: mark === '{' ? this.newRecord(around) : around,
      key: key === undefined ? undefined : headingOf(key),
      indent: 0,
      isEntry: false,
    })
    return { opens }
  }

  private show(from: number, text: string, removed: number) {
    const top = this.frames.findLast(({ close }) => close !== '')
    const key = this.frames.findLast((frame) => frame.key !== undefined)?.key
    this.see({ from, text, record: top?.record ?? this.record, key, removed })
  }

  private newRecord(around: number): number {
    return this.around.push(around) - 1
  }

  /** Whether the line begins within a cell or an element that a line before has begun. */
  private goesOn(from: number) {
    while ((this.overLines[this.over]?.[1] ?? Number.POSITIVE_INFINITY) <= from) this.over++
    return (this.overLines[this.over]?.[0] ?? from) < from
  }

  /** The record of a line that is in no brace and no element: a block of fields, or itself. */
  private recordOf(line: string, indent: number): number {
    if (this.frames.some(({ close }) => close !== '')) return this.record
    // A row whose first cell is empty goes on with the row above.
    if (/^\|[ \t]+\|/.test(line)) return this.record
    const bullet = BULLET.test(line)
    while (this.frames.length > 0 && !isUnder(this.frames.at(-1), indent, bullet)) this.frames.pop()
    const field = fieldOf(line)
    const frame = this.frames.at(-1)
    const isTitle = field?.value === ''
    if (field && (isTitle || bullet)) {
      const key = isTitle ? headingOf(trimmed(field.key, 0, field.key.length).text) : undefined
      return this.openRecord({
        key,
        indent,
        isEntry: bullet,
        around: frame?.record ?? this.block?.record ?? -1,
      })
    }
    if (frame) return field || frame.isEntry ? frame.record : this.newRecord(frame.record)
    const record = this.blockOf(field?.key, { indent, outer: this.lineAbove(indent), bullet })
    this.last = { record, indent }
    return record
  }

  /** Lines below a line, and indented further, may belong to it. */
  private lineAbove(indent: number) {
    return this.last && this.last.indent < indent ? this.last.record : -1
  }

  /**
   * Lines that are indented further than a title, or than the first field of an entry, belong to its record.
   */
  private openRecord({ around, ...frame }: Omit<Frame, 'close' | 'record'> & { around: number }) {
    const record = this.newRecord(around)
    this.push({ ...frame, close: '', record })
    return record
  }

  /** A field goes on with the block of the last line, unless that has such a field already. */
  private blockOf(
    key: string | undefined,
    { indent, outer, bullet }: { indent: number; outer: number; bullet: boolean },
  ): number {
    const { block } = this
    const goesOn =
      block !== null && (key === undefined ? !bullet && indent > block.indent : !block.keys.has(key))
    if (block && goesOn) {
      if (key !== undefined) block.keys.add(key)
      return block.record
    }
    const record = this.newRecord(outer)
    this.block = key === undefined ? null : { record, indent, keys: new Set([key]) }
    return record
  }

  private push(frame: Frame) {
    if (this.frames.length < MOST_FRAMES) this.frames.push(frame)
    else this.tooDeep++
  }

  private close(mark: string) {
    if (this.tooDeep > 0) this.tooDeep--
    else {
      const at = this.frames.findLastIndex(({ close }) => close === mark)
      if (at !== -1) this.frames.length = at
    }
  }
}

/** Whether a line stands under a title, or an entry: deeper, or as an entry of the title's list. */
const isUnder = (frame: Frame | undefined, indent: number, bullet: boolean) =>
  frame === undefined ||
  frame.close !== '' ||
  frame.indent < indent ||
  (bullet && !frame.isEntry && frame.indent === indent)

/** A line that is a field: `key: value`, `key = value`, or a row of a table of one record's fields. */
function fieldOf(line: string): { key: string; value: string } | null {
  const row = TABLE_FIELD.exec(line)
  if (row && headingOf(row[1] ?? '')) return { key: row[1]?.toLowerCase() ?? '', value: 'row' }
  const title = line.trimEnd()
  if (title.endsWith(':') && title.length <= LONGEST_TITLE) return { key: title.slice(0, -1), value: '' }
  const field = /[:=]/.test(line) ? FIELD.exec(line) : null
  return field && { key: field[1]?.toLowerCase() ?? '', value: field[2]?.trim() ?? '' }
}
