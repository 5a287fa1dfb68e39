import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BOOK_LIMITS, bookEntry, type Recipient } from '#contract/recipient'
import { newRecipient } from '#testing/new-recipient'
import { bookEntryOf, FORMATS } from './export-book.ts'
import { joinGroups, splitGroups } from './fields.ts'
import { judgeImport, VERDICT_KINDS } from './judge-import.ts'
import { readTable } from './read-table.ts'

const OWN = { id: '0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e', name: 'golden-images' }
const ACME = newRecipient({ id: 'acme-1', name: 'Acme', owner: 'Ada', notes: 'old', groups: ['gold'] })

/** The verdicts on a text, in short. */
function judge(text: string, known: Recipient[] = [ACME]) {
  const { rows, problem } = readTable(text)
  expect(problem).toBeNull()
  return judgeImport(rows, known, OWN)
}
const short = (text: string, known?: Recipient[]) =>
  judge(text, known).map((v) => `${v.row} ${v.kind}${v.kind === 'refused' ? `: ${v.why}` : ''}`)

/** Texts that break naive file formats. */
const text = (max: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom(...`'"=+-@;,|\t\r\n\\ aé\ufeff`), maxLength: 12 }),
    )
    .map((raw) => raw.slice(0, max))
const entryOf = (id: string) =>
  fc
    .record({
      id: fc.constant(id),
      name: text(BOOK_LIMITS.name),
      owner: text(BOOK_LIMITS.owner),
      accountId: fc.constantFrom('', 'a-1', '-b'),
      notes: text(BOOK_LIMITS.notes),
      groups: fc.array(text(BOOK_LIMITS.group), { maxLength: 4 }),
    })
    .map((entry) => ({ ...entry, groups: [...new Set(entry.groups.map((group) => group.trim()))] }))
    // The book holds what the gateway lets in.
    .filter((entry) => bookEntry.safeParse(entry).success)
    .map((entry) => bookEntry.parse(entry))
const anyId = fc.stringMatching(/^[a-zA-Z0-9-]{1,64}$/).filter((id) => id !== OWN.id)
const anyBook = fc
  .uniqueArray(anyId, { maxLength: 6 })
  .chain((ids) => fc.tuple(...ids.map(entryOf)))
  .map((entries) => entries.map((entry) => newRecipient(entry)))

describe('a book that is exported and imported', () => {
  test.each(FORMATS)('$word: every entry comes back the same', ({ write }) => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const verdicts = judge(write(book.map(bookEntryOf)), book)
        expect(verdicts.map((verdict) => 'entry' in verdict && verdict.entry)).toEqual(book.map(bookEntryOf))
        expect(verdicts.every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  test('no cell of the CSV begins like a formula', () => {
    const entry = { ...ACME, name: '=1+1', owner: '@SUM(A1)', notes: "'=2", groups: ['-x', '+y'] }
    const csv = FORMATS[0]?.write([bookEntryOf(entry)])
    expect(csv).toContain("acme-1,'=1+1,,'@SUM(A1),''=2,'-x; +y")
  })

  test('groups come back from their text unchanged', () => {
    const group = text(64).map((raw) => raw.trim())
    const groups = fc.uniqueArray(group.filter((name) => /^[^\p{Cc}]+$/u.test(name)))
    fc.assert(
      fc.property(groups, (names) => {
        expect(splitGroups(joinGroups(names))).toEqual(names)
      }),
    )
  })
})

describe('verdicts', () => {
  test('every row of any table gets exactly one verdict, in order, and no ID is taken twice', () => {
    const cell = fc.oneof(anyId, fc.constantFrom('acme-1', OWN.id, 'a/b', '', 'x'.repeat(300), 'two words'))
    const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 })
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (rows, by, end) => {
        const lines = rows.map((row) => row.join(by))
        const verdicts = judge([['id', 'name', 'owner'].join(by), ...lines].join(end))
        const filled = rows.flatMap((row, at) => (row.some(Boolean) ? [at + 2] : []))
        expect(verdicts.map(({ row }) => row)).toEqual(filled)
        expect(verdicts.every(({ kind }) => VERDICT_KINDS.includes(kind))).toBe(true)
        const ids = verdicts.flatMap((verdict) => ('entry' in verdict ? [verdict.entry.id] : []))
        expect(new Set(ids).size).toBe(ids.length)
        for (const verdict of verdicts)
          if ('entry' in verdict) expect(bookEntry.safeParse(verdict.entry).success).toBe(true)
      }),
    )
  })

  test('any text at all is read without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), text(99)), (any) => {
        const { rows, problem } = readTable(any)
        expect(judgeImport(rows, [ACME], OWN)).toHaveLength(rows.length)
        if (problem !== null) expect(rows).toEqual([])
      }),
    )
  })

  test('verdicts are new, same, changed with each field, or refused with the reason', () => {
    const [fresh, same, changed] = judge('id;name;groups\nnew-1;New;"a, b"\nacme-1;Acme;gold', [ACME]).concat(
      judge('id,owner,groups\nacme-1,Bob,"silver;gold"'),
    )
    expect(fresh).toMatchObject({ kind: 'new', entry: { id: 'new-1', name: 'New', groups: ['a', 'b'] } })
    expect(same).toMatchObject({ kind: 'same', row: 3 })
    expect(changed).toMatchObject({
      kind: 'changed',
      changes: [
        { field: 'owner', from: 'Ada', to: 'Bob' },
        { field: 'groups', from: ['gold'], to: ['silver', 'gold'] },
      ],
    })
  })

  test.each([
    ['id\na/b', 'A project ID has only letters, digits and dashes.'],
    [`id\n${'a'.repeat(65)}`, 'The project ID has 65 characters, at most 64 fit.'],
    ['id\n"1,23E+31"', 'A spreadsheet made a number of this ID. Format the column as text.'],
    ['id,name\n,Acme', 'No project ID.'],
    [`id\n${OWN.id.toUpperCase()}`, 'This is your own project.'],
    [
      'id\nGolden-Images',
      '“Golden-Images” is the name of a project. Its ID is 0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e.',
    ],
    ['id\nacme', '“acme” is the name of a project. Its ID is acme-1.'],
    [`id,name\nb,${'x'.repeat(256)}`, 'Name has 256 characters, at most 255 fit.'],
    ['id,name\nb,"two\nlines"', 'Name has line breaks or control characters.'],
    ['id,account\nb,no/id', 'Account ID “no/id”: only letters, digits and dashes, at most 64.'],
    [`id,groups\nb,${'g'.repeat(65)}`, 'Groups are texts of 1 to 64 characters.'],
    [`id,groups\nb,"${Array.from({ length: 51 }, (_, n) => n)}"`, 'More than 50 groups.'],
    ['id\nb,more', '“more” is in a column without a heading.'],
    ['id,name\nb,"open', 'The quotation marks do not fit together.'],
    ['[7]', 'It is not an object with the fields of an entry.'],
    ['[{"id":"b","region":"eu"}]', 'The book has no field “region”.'],
    ['[{"id":"b","project_id":"c"}]', 'Two of its fields are the Project ID.'],
    ['[{"id":7}]', 'The project ID is not a text.'],
    ['[{"id":"b","name":7}]', 'Name is not a text.'],
  ])('refuses %j', (input, why) => {
    expect(judge(input).filter(({ kind }) => kind === 'refused')).toMatchObject([{ why }])
  })

  test('among several rows with one ID the first that can be taken counts', () => {
    expect(short('id,name\nb,"a\nb"\nb,Good\n\nb,Late')).toEqual([
      '2 refused: Name has line breaks or control characters.',
      '3 new',
      '5 refused: Duplicate of row 3.',
    ])
  })

  test('a column that is absent, a short row and a null change nothing; an empty cell does', () => {
    for (const input of ['id,name\nacme-1,Acme', 'id,name,notes\nacme-1', '[{"id":"acme-1","name":null}]'])
      expect(judge(input)).toMatchObject([{ kind: 'same', entry: { notes: 'old', groups: ['gold'] } }])
    expect(judge('id,notes\nacme-1,')).toMatchObject([
      { kind: 'changed', changes: [{ field: 'notes', from: 'old', to: '' }] },
    ])
  })

  test('a recipient that is known, but not from the book, is new', () => {
    expect(short('id\nacme-1', [{ ...ACME, sources: ['account', 'history'] }])).toEqual(['2 new'])
  })
})

describe('forms of tables', () => {
  const ENTRY = { id: 'b-1', name: 'Beta, Inc.', owner: 'Zoë' }
  test.each([
    ['commas', 'Project ID,Name,Owner\nb-1,"Beta, Inc.",Zoë'],
    ['semicolons and CRLF', 'project_id;Name;Contact\r\nb-1;Beta, Inc.;Zoë\r\n'],
    ['both kinds of line ends', 'id;name;owner\r\nb-1;"Beta, Inc.";"Zoë"\nc-1;Gamma;\r\n'],
    ['old line ends', 'id;name;owner\rb-1;Beta, Inc.;Zoë'],
    [
      'tabs, a byte order mark and empty lines above',
      '\ufeff\n\ntenantId\tname\towner\nb-1\tBeta, Inc.\tZoë',
    ],
    ['empty columns at the end', 'id;name;owner;;\nb-1;Beta, Inc.;Zoë;;\n;;;;'],
    ['JSON', '[{"id": "b-1", "name": "Beta, Inc.", "owner": "Zoë"}]'],
  ])('%s', (_, input) => {
    const [first] = judge(input)
    expect(first).toMatchObject({ kind: 'new', entry: ENTRY })
  })

  test.each([
    ['a line each', 'b-1 Beta, Inc.\n\n  c-2   Gamma  \nacme-1\na/b Delta'],
    ['a line each under a heading', 'ID Name\nb-1 Beta, Inc.\nc-2 Gamma\nacme-1\na/b Delta'],
    ['tabs', 'b-1\tBeta, Inc.\nc-2\tGamma\nacme-1\t\na/b\tDelta'],
    ['commas', 'b-1,"Beta, Inc."\nc-2,Gamma\nacme-1,\na/b,Delta'],
  ])('IDs with names, %s: a name that is not there blanks none', (_, input) => {
    const verdicts = judge(input)
    expect(verdicts.map(({ kind }) => kind)).toEqual(['new', 'new', 'same', 'refused'])
    expect(verdicts).toMatchObject([{ entry: { name: 'Beta, Inc.' } }, { entry: { name: 'Gamma' } }, {}, {}])
  })

  test.each([
    ['id,region,tier\nb,eu,1', 'The book has no columns “region”, “tier”.'],
    ['name;owner\nBeta;Zoë', 'No column is the Project ID. There are: “name”, “owner”.'],
    ['id,tenant\nb,c', 'Several columns are the Project ID: “id”, “tenant”.'],
    ['b-1,Beta,Zoë', 'The first line has 3 cells and is no heading.'],
    ['{"id": "b"}', 'JSON has to be an array of entries'],
    ['[{"id": ', 'This is not valid JSON'],
  ])('%j is refused as a whole', (input, problem) => {
    expect(readTable(input).problem).toContain(problem)
  })

  test('an empty text is no problem', () => expect(readTable(' \n ')).toEqual({ rows: [], problem: null }))
})

/*
 * Tables of other tools were misread: `sep=;` was taken as a heading, IDs in `="…"` were refused, no-break
 * and zero-width spaces stayed in IDs, a listing of the cloud's own tool was refused because of its columns,
 * YAML became entries with the ID "-", and a row "Total" became a recipient.
 */
describe('tables as other tools write them', () => {
  const A = 'e1f14109009d88dec82e1d7bc73bcb6c'
  const B = '5f3c1d2e4b6a798081a2b3c4d5e6f708'
  const DOMAIN = 'c0ffee00c0ffee00c0ffee00c0ffee01'
  const entries = (input: string) =>
    judge(input, []).map((verdict) => ('entry' in verdict ? [verdict.entry.id, verdict.entry.name] : verdict))
  test.each([
    ['sep=;', `sep=;\r\nProject ID;Name\r\n${A};Acme\r\n${B};X\r\n`],
    ['sep= with another mark, and quotes', `\ufeff"sep=|"\nProject ID|Name\n${A}|Acme\n${B}|X\n`],
    ['formulas and apostrophes', `Project ID,Name\n="${A}",="Acme"\n'${B},X`],
    [
      'spaces that cannot be seen',
      `Project\u00a0ID;Name\n\u00a0${A}\u200b;Acme\n\ufeff${B.slice(0, 9)}\u00ad${B.slice(9)};X`,
    ],
    ['upper case', `ID;Name\n${A.toUpperCase()};Acme\n${B};X`],
    ['German headings', `Projekt-ID;Projektname\n${A};Acme\n${B};X`],
    ['a listing as CSV', `"ID","Name","Description","Enabled"\n"${A}","Acme","",True\n"${B}","X","y",False`],
    [
      'a listing as a table',
      `+--+--+--+\n| ID | Name | Enabled |\n+--+--+--+\n| ${A} | Acme | True |\n| ${B} | X | True |\n+--+--+--+`,
    ],
    ['a Markdown table', `| ID | Name |\n|----|:----:|\n| ${A} | Acme |\n| ${B} | X |`],
    ['a listing as YAML', `- ID: ${A}\n  Name: Acme\n  Enabled: true\n- ID: ${B}\n  Name: X\n`],
    ['a map in YAML', `${A}: Acme\n${B}: X\n`],
    ['a list in YAML', `---\n- ${A} Acme\n- ${B} X\n`],
  ])('%s', (_, input) => {
    expect(entries(input)).toEqual([
      [A, 'Acme'],
      [B, 'X'],
    ])
  })

  test('digits in YAML stay the text that they are', () =>
    expect(entries('- id: 12345678901234567890123456789012\n- id: 1e10')).toEqual([
      ['12345678901234567890123456789012', ''],
      ['1e10', ''],
    ]))

  test.each([
    `[{"ID":"${A}","Name":"acme","Domain ID":"${DOMAIN}","Description":"","Enabled":true}]`,
    `"ID","Name","Domain ID","Description","Enabled"\n"${A}","acme","${DOMAIN}","",True`,
    `- ID: ${A}\n  Name: acme\n  Domain ID: ${DOMAIN}\n  Description: ''\n  Enabled: true`,
  ])('columns that the book has no use for are told, and the domain is the account: %j', (input) => {
    expect(readTable(input).left?.toSorted()).toEqual(['Description', 'Enabled'])
    expect(judge(input, [])).toMatchObject([{ entry: { accountId: DOMAIN, notes: '' } }])
  })

  test.each([
    ['name: acme\nregion: eu', 'YAML has to be a list of entries'],
    ['- a: [', 'This is not valid YAML'],
    ['| Field | Value |\n| id | x |', 'The book has no columns'],
  ])('%j is refused with a word', (input, problem) => {
    expect(readTable(input).problem).toContain(problem)
  })
})
