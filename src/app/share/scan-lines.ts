import { INVISIBLE } from './visible-text.ts'

// Classes of characters.
const PLAIN = 0 // what an ID may consist of
const ODD = 1 // part of a word, but never of an ID
const SPACE = 2 // white space
const SOFT = 3 // quotes, brackets: between words of a cell
const CELL = 4 // between cells
const MARK = 5 // what stands before it names what stands after it: `id: …`, `id=…`
const BRACE = 6 // a new record as well as a new cell
const TAG = 7
const ENTITY = 8
const BREAK = 9

const CLASS = new Uint8Array(0x10000).fill(ODD)
const put = (characters: string, c: number) => {
  for (let i = 0; i < characters.length; i++) CLASS[characters.charCodeAt(i)] = c
}
put('-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', PLAIN)
put(' \v\f\u00a0\u1680\u202f\u205f\u3000', SPACE)
for (let code = 0x2000; code <= 0x200a; code++) CLASS[code] = SPACE
put('"\'`“”„‟‘’‚‛«»‹›()[]/>', SOFT)
put('\t,;|，；、', CELL)
for (let code = 0x2500; code <= 0x257f; code++) CLASS[code] = CELL // lines of tables drawn in a terminal
put(':=', MARK)
put('{}', BRACE)
put('<', TAG)
put('&', ENTITY)
put('\n\r\u0085\u2028\u2029', BREAK)

/** Marks at the edge of a word that belong to the sentence or the list. */
const EDGE = new Uint8Array(0x10000)
for (const mark of '.…*•·') EDGE[mark.charCodeAt(0)] = 1
for (const [from, to] of INVISIBLE) EDGE.fill(1, from, to + 1)

const DASH = 45
const TAB = 9
const OPEN_BRACE = 123
const QUOTES = new Set(['"', "'", '”', '’', '`'])

/**
 * One line, cut into cells (by comma, semicolon, tab, `|`, table lines, braces, tags) and words (by white space and
 * quotes). The scanner uses one object for all lines; read it, do not keep it.
 */
export class Line {
  /** From 1. */
  number = 0
  /** Where its first and after its last character other than white space are; equal when it is empty. */
  from = 0
  to = 0
  words = 0
  wordFrom: number[] = []
  wordTo: number[] = []
  /** The word has a character that no ID has, though perhaps only an invisible one. */
  odd: boolean[] = []
  cells = 0
  /** The first word of each cell; `first[cells]` is `words`. */
  first: number[] = []
  /** The cell that names this one, or -1. */
  key: number[] = []
  /** It names the next cell; `quoted` when it did so in quotes, as JSON does. */
  isKey: boolean[] = []
  quoted: boolean[] = []
  /** Number of the record the cell is in; counts on over the lines. */
  record: number[] = []

  openCell(key: number, record: number) {
    this.first[this.cells] = this.words
    this.key[this.cells] = key
    this.isKey[this.cells] = false
    this.record[this.cells++] = record
    this.first[this.cells] = this.words
  }

  addWord(from: number, to: number, odd: boolean) {
    this.wordFrom[this.words] = from
    this.wordTo[this.words] = to
    this.odd[this.words++] = odd
    this.first[this.cells] = this.words
  }
}

/** Cuts text into lines (LF, CRLF, CR, NEL, U+2028, U+2029) and shows each to `see`. Returns how many there are. */
export function scanLines(text: string, see: (line: Line) => void): number {
  const line = new Line()
  const end = text.length
  const open: number[] = []
  let records = 0
  let record = 0
  let at = 0
  while (at < end) {
    line.number++
    line.words = 0
    line.cells = 0
    line.from = line.to = at
    line.openCell(-1, record)
    let tags = true
    let c = BREAK
    for (; at < end; at++) {
      c = CLASS[text.charCodeAt(at)] ?? ODD
      if (c === BREAK) break
      if (c === SPACE) continue
      const code = text.charCodeAt(at)
      if (line.from === line.to && code !== TAB) line.from = at
      if (c <= ODD) {
        const before = line.words
        at = scanWord(text, at, line) - 1
        if (line.words === before) record = ++records
      } else if (c === CELL) line.openCell(-1, record)
      else if (c === BRACE) {
        if (code === OPEN_BRACE) open.push(record)
        record = code === OPEN_BRACE ? ++records : (open.pop() ?? ++records)
        line.openCell(-1, record)
      } else if (c === MARK) mark(text, at, line, record)
      else if (c === ENTITY) at = afterEntity(text, at)
      else if (c === TAG && tags) {
        const close = afterTag(text, at)
        if (close > at) line.openCell(-1, record)
        tags = close >= at
        at = Math.max(at, close)
      }
      if (code !== TAB) line.to = at + 1
    }
    if (at < end) at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1
    see(line)
  }
  return line.number
}

/**
 * Adds the word at `from` and returns where it ends. A word of nothing but punctuation is none: a table's border, a
 * bullet.
 */
function scanWord(text: string, from: number, line: Line): number {
  let at = from
  let odd = false
  let substance = false
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const c = CLASS[code] ?? ODD
    if (c > ODD) break
    if (c === ODD) {
      odd = true
      substance ||= (code < 32 || code > 126) && !EDGE[code]
    } else substance ||= code !== DASH
  }
  let to = at
  if (odd) {
    while (from < to && EDGE[text.charCodeAt(from)]) from++
    while (from < to && EDGE[text.charCodeAt(to - 1)]) to--
  }
  if (substance) line.addWord(from, to, odd)
  return at
}

/** The cell so far names the one that begins here. */
function mark(text: string, at: number, line: Line, record: number) {
  const cell = line.cells - 1
  if (line.first[cell] === line.words || line.key[cell] !== -1) return
  line.isKey[cell] = true
  line.quoted[cell] = QUOTES.has(text[at - 1] ?? '')
  line.openCell(cell, record)
}

/** `&nbsp;` and its like are as good as a space. Returns the position of its last character. */
function afterEntity(text: string, at: number): number {
  for (let end = at + 1; end < at + 10; end++) {
    const c = text.charCodeAt(end)
    if (c === 59) return end
    if (c !== 35 && CLASS[c] !== PLAIN) break
  }
  return at
}

/** The `>` of the tag that begins here; `at` when it is none, -1 when the line has no `>` any more. */
function afterTag(text: string, at: number): number {
  if (!/[a-z/!?]/i.test(text[at + 1] ?? '')) return at
  for (let end = at + 1; end < text.length; end++) {
    const c = text.charCodeAt(end)
    if (c === 62) return end
    if (CLASS[c] === BREAK) break
  }
  return -1
}
