import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unguardFormulas } from '#contract/formulas'
import { csv, csvCell, type Format, json, type Value } from './formats.ts'

const NAMES = ['a', 'b', 'c']

/** A whole file of a format. */
const write = (format: Format, rows: readonly (readonly Value[])[]) =>
  format.start(NAMES) +
  rows
    .map((row) => format.row(NAMES.map((name, n) => format.entry(name, row[n] ?? null)).join(',')))
    .join(format.between) +
  format.end

/** A reader that takes RFC 4180 to the letter: BOM, CRLF after every line, quotes only around whole cells. */
function readCsv(text: string): string[][] {
  if (text[0] !== '\uFEFF') throw new Error('no BOM')
  const rows: string[][] = []
  let row: string[] = []
  let at = 1
  while (at < text.length) {
    const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
    cell.lastIndex = at
    const [whole, quoted, bare] = cell.exec(text) ?? ['']
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    at += whole.length
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`neither comma nor line end at ${at}`)
  }
  if (row.length > 0) throw new Error('no line end')
  return rows
}

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', "'", ' ', 'ü', 'x') }),
)
const value = fc.oneof(awkward, fc.integer(), fc.constant(null))
const rows = fc.array(fc.tuple(value, value, value), { maxLength: 5 })

describe('CSV', () => {
  test('a strict reader of the CSV gets the same cells, with formulas behind an apostrophe', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const [head, ...read] = readCsv(write(csv, cells))
        expect(head).toEqual(NAMES)
        expect(read.map((row) => row.map(unguardFormulas))).toEqual(
          cells.map((row) => row.map((cell) => String(cell ?? ''))),
        )
      }),
    )
  })

  test('no text in the CSV is one that a spreadsheet runs as a formula', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const [, [cell = ''] = []] = readCsv(write(csv, [[text]]))
        // A spreadsheet may take another character than the comma for what separates cells.
        for (const part of cell.split(/[;,\n]/)) expect(part).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })

  test.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['plain text', 'plain text'],
    [-3, '-3'],
  ])('the CSV has %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })
})

describe('JSON', () => {
  test('the JSON is an array of the same records, valid also when it is empty', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        expect(JSON.parse(write(json, cells))).toEqual(cells.map(([a, b, c]) => ({ a, b, c })))
      }),
    )
    expect(JSON.parse(write(json, []))).toEqual([])
  })
})
