import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { PROJECT_ID } from '#ims/members'
import { parseRecipients } from './parse-recipients.ts'
import { RecipientBook } from './recipient-book.ts'
import { type PasteVerdict, Verdicts } from './verdicts.ts'

const OWN = '0'.repeat(32)
const ACME = 'ac3e'.repeat(8)
const TWIN = 'bbbb'.repeat(8)
const known = [
  { id: ACME, name: 'acme-prod' },
  { id: TWIN, name: 'twin' },
  { id: 'cccc'.repeat(8), name: 'twin' },
] as Recipient[]
const book = new RecipientBook(known, OWN)

const read = (text: string) => new Verdicts(text, parseRecipients(text, book), known)
const verdicts = (text: string): [PasteVerdict, string][] => {
  const read1 = read(text)
  return [...read1.rows()].sort((a, b) => a - b).map((at) => [read1.row(at).kind, read1.row(at).raw])
}
const hex = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 })
  // An ID that is not one of the world's, and not close to one.
  .filter((id) => id !== OWN && book.find(id) === undefined && book.near(id) === undefined)
const ids = fc.uniqueArray(hex, { minLength: 1, maxLength: 12 })

/** Text of the kinds that are pasted: words, marks, IDs, names, and any characters at all. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('\n', '\r\n', '\t', ',', ';', '|', '"', '{', '}', '<td>', ':', '=', ' ', '&nbsp;', '-'),
      fc.constantFrom(
        OWN,
        ACME,
        ACME.toUpperCase(),
        'acme-prod',
        'twin',
        'id',
        'name',
        'Hi',
        'Bob',
        'a'.repeat(70),
      ),
      hex,
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/

/** Where each line of a text begins. */
function startsOf(lines: readonly string[], text: string): number[] {
  let at = 0
  return lines.map((content) => {
    const from = at
    at += content.length
    at += text.slice(at).match(LINE_BREAK)?.[0].length ?? 0
    return from
  })
}

describe('whatever is pasted', () => {
  test('every line that is not empty has a verdict that points into it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { line, start, length, kind, size, counts } = parseRecipients(text, book)
        const lines = text.split(LINE_BREAK)
        const starts = startsOf(lines, text)
        for (let row = 0; row < size; row++) {
          const from = starts[(line[row] ?? 0) - 1] ?? -1
          const content = lines[(line[row] ?? 0) - 1] ?? ''
          expect(start[row]).toBeGreaterThanOrEqual(from)
          expect((start[row] ?? 0) + (length[row] ?? 0)).toBeLessThanOrEqual(from + content.length)
        }
        const told = new Set(line)
        const filled = lines.flatMap((content, n) => (content.trim() === '' ? [] : [n + 1]))
        for (const n of filled) expect(told).toContain(n)
        expect([...counts].reduce((sum, n) => sum + n, 0)).toBe(kind.length)
      }),
      { numRuns: 500 },
    )
  })

  test('every accepted ID can be sent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const taken = read(text).ids()
        expect(new Set(taken).size).toBe(taken.length)
        for (const id of taken) {
          expect(id).toMatch(PROJECT_ID)
          expect(id.toLowerCase()).not.toBe(OWN)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('an entry that is removed is gone, and nothing else is taken in its place', () => {
    fc.assert(
      fc.property(ids, fc.nat(), (list, pick) => {
        const all = read(list.join('\n'))
        const row = pick % list.length
        expect(read(all.removed(row)).ids()).toEqual(list.filter((_, at) => at !== row))
      }),
    )
  })
})

describe('a list of IDs', () => {
  const forms: [string, (list: string[]) => string][] = [
    ['one a line', (list) => list.join('\r\n')],
    ['by commas', (list) => list.join(', ')],
    ['in quotes and brackets', (list) => JSON.stringify(list)],
    [
      'as JSON records',
      (list) =>
        JSON.stringify(
          list.map((id, n) => ({ name: `team ${n}`, id })),
          null,
          2,
        ),
    ],
    [
      'as CSV with names',
      (list) => ['name,project_id', ...list.map((id, n) => `Team ${n},${id}`)].join('\n'),
    ],
    ['as a table of a terminal', (list) => list.map((id, n) => `| ${id} | team-${n} | True |`).join('\n')],
    ['in a mail', (list) => `Hi all,\nplease share it with ${list.join(' and ')}.\nThanks\nBob`],
    ['as a list of a page', (list) => `<ul>${list.map((id) => `<li>${id}</li>`).join('')}</ul>`],
  ]
  test.each(forms)('all IDs are found %s', (_, write) => {
    fc.assert(
      fc.property(ids, (list) => {
        expect(read(write(list)).ids()).toEqual(list)
      }),
    )
  })
})

describe('one piece of text', () => {
  const id = 'f0f0'.repeat(8)
  test.each<[string, [PasteVerdict, string][]]>([
    [ACME, [['ok', ACME]]],
    ['Acme-Prod', [['name', 'Acme-Prod']]],
    ['twin', [['shared-name', 'twin']]],
    [OWN, [['own-project', OWN]]],
    [`${ACME.slice(0, -1)}f`, [['near-miss', `${ACME.slice(0, -1)}f`]]],
    [`${id}\n${id}`, [['unknown', id], ['duplicate', id]]], // biome-ignore format: one pair a line
    ['team-7', [['unusual', 'team-7']]],
    ['a/b', [['bad-characters', 'a/b']]],
    ['a'.repeat(65), [['too-long', 'a'.repeat(65)]]],
    ['11111111-2222-3333-4444-555555555555', [['image-id', '11111111-2222-3333-4444-555555555555']]],
    ['nothing to see here', [['no-id', 'nothing to see here']]],
  ])('the verdict on %j', (text, expected) => {
    expect(verdicts(text)).toEqual(expected)
  })
})

/*
 * The greeting and the signature of a mail passed as unusual project IDs: "Hi", "Thanks" and "Bob" were
 * among the recipients to be confirmed.
 */
describe('words between IDs', () => {
  const id = 'f0f0'.repeat(8)
  test('words between IDs are left out, stay visible, and can be taken all the same', () => {
    const mail = read(`Hi\n${id}\nThanks\nBob\nbob\nBob`)
    expect(mail.ids()).toEqual([id])
    expect(mail.count('word')).toBe(5)
    const bob = [...mail.rows(['word'])].find((row) => mail.row(row).raw === 'Bob') ?? -1
    expect(read(mail.replaced(bob, 'id=Bob')).ids()).toEqual([id, 'Bob'])
  })
  test('words are IDs when nothing has the usual form, and when the text calls them IDs', () => {
    expect(read('red\nblue').ids()).toEqual(['red', 'blue'])
    expect(read(`name,project_id\nRed,${id}\nBlue,blue`).ids()).toEqual([id, 'blue'])
    expect(read(`Bob\nproject_id: Bob\n${id}`).ids()).toEqual(['Bob', id])
  })
  test('words with a digit or a dash may be IDs of another form', () => {
    expect(read(`${id}\nteam-7\nprod2`).ids()).toEqual([id, 'team-7', 'prod2'])
  })
})

test('a line is removed whole when nothing else in it has a meaning', () => {
  const id = 'f0f0'.repeat(8)
  const table = read(`| ${ACME} | acme-prod |\r\n| ${id} | team-7 |`)
  expect(table.removed(1)).toBe(`| ${ACME} | acme-prod |\r\n`)
  expect(read(`${ACME}, ${id}`).removed(0)).toBe(`, ${id}`)
})
