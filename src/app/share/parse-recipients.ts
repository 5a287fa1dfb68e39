import { type Heading, headingOf } from './headings.ts'
import type { RecipientBook } from './recipient-book.ts'
import { type Line, scanLines } from './scan-lines.ts'
import type { Columns } from './verdicts.ts'
import { visible } from './visible-text.ts'
import { WordJudge } from './word-judge.ts'

/**
 * Reads project IDs out of whatever was pasted: lists, CSV, JSON, tables of spreadsheets and terminals, markup, prose.
 * Every line that is not empty gets at least one verdict, and every verdict points into its line. Accepted IDs fit
 * Keystone's pattern, are unique, and are never the own project. Never throws; one pass, linear in the text.
 */
export function parseRecipients(text: string, book: RecipientBook): Columns {
  const judge = new WordJudge(text, book)
  const reader = new Reader(text, judge)
  const lines = scanLines(text, (line) => reader.read(line))
  judge.finish()
  return judge.columns(lines)
}

/** Decides which pieces of a line are meant as IDs. */
class Reader {
  /** Columns of the table that the text is in; -1: none. */
  private idColumn = -1
  private nameColumn = -1
  /** The last record that gave an ID; its name says nothing new. */
  private idRecord = -1
  /** The last record that gave a name and no ID yet, and the row of the name. */
  private nameRecord = -1
  private nameRow = -1

  constructor(
    private readonly text: string,
    private readonly judge: WordJudge,
  ) {}

  read(line: Line) {
    if (line.from === line.to) return
    const before = this.judge.rows
    if (line.cells === 1 && line.words === 1) this.judgeCell(line, 0)
    else this.readCells(line)
    if (this.judge.rows === before)
      this.judge.add(this.isProse(line) ? 'no-id' : 'ignored', line.number, line.from, line.to)
  }

  private readCells(line: Line) {
    const free: number[] = []
    for (let cell = 0; cell < line.cells; cell++) {
      if (line.isKey[cell] || this.isEmpty(line, cell)) continue
      const key = line.key[cell] ?? -1
      if (key === -1) free.push(cell)
      else this.readField(line, cell, headingOf(this.phrase(line, key)))
    }
    const [one, two] = free
    if (one === undefined) return
    const heading = headingOf(this.phrase(line, one))
    // `| id | 9c61… |`: a table that lists the fields of one project.
    if (two !== undefined && free.length === 2 && heading && !headingOf(this.phrase(line, two)))
      this.readField(line, two, heading)
    else this.readRow(line, free)
  }

  /** A value with a name: `"id": "9c61…"`, `project_id=9c61…`. */
  private readField(line: Line, cell: number, heading: Heading | undefined) {
    const record = line.record[cell] ?? -1
    if (heading === 'name') {
      if (record === this.idRecord) return
      const { from, to } = this.range(line, cell)
      this.nameRecord = record
      this.nameRow = this.judge.rows
      if (!this.judge.judgeName(line.number, from, to)) this.judge.add('no-id', line.number, from, to)
    } else if (heading === 'id' || heading === 'project' || (!heading && this.isCertain(line, cell))) {
      if (record === this.nameRecord) this.judge.ignore(this.nameRow)
      this.nameRecord = -1
      this.idRecord = record
      this.judgeCell(line, cell, heading !== undefined)
    }
  }

  /** Cells without names of their own: a list, a row of a table, a table's heading, or a sentence. */
  private readRow(line: Line, free: readonly number[]) {
    const certain = free.filter((cell) => this.isCertain(line, cell))
    const [id] = certain
    if (id === undefined && this.readHeadings(line, free)) return
    if (free.length > 1) {
      const inColumn = free.includes(this.idColumn) && (id === undefined || certain.includes(this.idColumn))
      if (inColumn) return this.judgeCell(line, this.idColumn, true)
      // One ID and other things: a record. Two IDs or more: a list, and everything in it is meant.
      if (id !== undefined && certain.length === 1) return this.judgeCell(line, id)
      if (id === undefined) {
        if (free.includes(this.nameColumn)) return this.judgeCell(line, this.nameColumn)
        // A name with a comma in it.
        const { from } = this.range(line, free[0] ?? 0)
        if (this.judge.judgeName(line.number, from, this.range(line, free.at(-1) ?? 0).to)) return
      }
    }
    for (const cell of free) this.judgeCell(line, cell)
  }

  private readHeadings(line: Line, free: readonly number[]): boolean {
    const find = (wanted: Heading) => free.find((cell) => headingOf(this.phrase(line, cell)) === wanted) ?? -1
    const id = find('id') === -1 ? find('project') : find('id')
    const name = find('name')
    if (free.length < 2 || Math.max(id, name) === -1) return false
    if (free.some((cell) => /\d/.test(this.phrase(line, cell)))) return false
    this.idColumn = id
    this.nameColumn = name
    this.judge.add('ignored', line.number, line.from, line.to)
    return true
  }

  /** `said`: something names it as an ID. */
  private judgeCell(line: Line, cell: number, said = false) {
    const first = line.first[cell] ?? 0
    const last = (line.first[cell + 1] ?? 0) - 1
    const { from, to } = this.range(line, cell)
    if (first === last) return this.judgeWord(line, first, said)
    let certain = false
    for (let word = first; word <= last; word++) {
      if (!this.isCertainWord(line, word)) continue
      certain = true
      this.judgeWord(line, word, true)
    }
    if (certain || this.judge.judgeName(line.number, from, to)) return
    const words = this.phrase(line, cell).split(/\s+/)
    const kind = words.length === 1 ? 'bad-characters' : words.every(headingOf) ? 'ignored' : 'no-id'
    this.judge.add(kind, line.number, from, to)
  }

  private judgeWord(line: Line, word: number, said: boolean) {
    this.judge.judgeWord(
      line.number,
      line.wordFrom[word] ?? 0,
      line.wordTo[word] ?? 0,
      line.odd[word] ?? false,
      said,
    )
  }

  private isCertainWord(line: Line, word: number) {
    return this.judge.isCertain(line.wordFrom[word] ?? 0, line.wordTo[word] ?? 0, line.odd[word] ?? false)
  }

  private isCertain(line: Line, cell: number) {
    for (let word = line.first[cell] ?? 0; word < (line.first[cell + 1] ?? 0); word++)
      if (this.isCertainWord(line, word)) return true
    return false
  }

  private isEmpty(line: Line, cell: number) {
    return line.first[cell] === line.first[cell + 1]
  }

  /** From the cell's first word to the end of its last. */
  private range(line: Line, cell: number) {
    return {
      from: line.wordFrom[line.first[cell] ?? 0] ?? 0,
      to: line.wordTo[(line.first[cell + 1] ?? 0) - 1] ?? 0,
    }
  }

  private phrase(line: Line, cell: number) {
    const { from, to } = this.range(line, cell)
    return visible(this.text.slice(from, to))
  }

  /** Whether a line without a verdict says something: a field that is neither JSON nor one that we know. */
  private isProse(line: Line) {
    for (let cell = 0; cell < line.cells; cell++)
      if (line.isKey[cell] && !line.quoted[cell] && !headingOf(this.phrase(line, cell))) return true
    return false
  }
}
