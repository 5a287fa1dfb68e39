import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { parseRecipients } from './parse-recipients.ts'
import { RecipientBook } from './recipient-book.ts'
import { type VerdictRow, Verdicts } from './verdicts.ts'

/*
 * With the text `acme-prod <c0ffee…>` the reader dropped the ID, took the name, asked nothing, and shared with
 * another tenant. So it did with other texts that have an ID and a name. These are the laws of the reader,
 * over generated texts of every kind that is pasted: an ID wins over a name; every run of exactly 32 hex
 * digits is a row; no row of the kind "name" is in a record that has an ID; every part of the text has a row.
 */
const OWN = '0e'.repeat(16)
const known = [
  { id: 'e1f14109009d88dec82e1d7bc73bcb6c', name: 'acme-dev' },
  { id: '8c08faf87e1a6912ab101a0539b2b4c2', name: 'acme-prod' },
  { id: '64b60bc1a6499c5f80f19f7213537bd5', name: 'Acme Test, Inc.' },
  { id: '9d1d7bc73bcb6ce1f141009d88dec82e', name: 'twin' },
  { id: '1d7bc73bcb6ce1f141009d88dec82e9d', name: 'twin' },
].map((one) => ({ ...one, accountId: 'dd'.repeat(16) })) as Recipient[]
const book = new RecipientBook(known, { project: OWN, projectName: 'golden-images', user: 'aa'.repeat(16) })

const read = (text: string) => new Verdicts(text, parseRecipients(text, book), known)
const rowsOf = (text: string): VerdictRow[] => {
  const verdicts = read(text)
  return [...verdicts.rows()].sort((a, b) => a - b).map((at) => verdicts.row(at))
}

const hexDigit = fc.constantFrom(...'0123456789abcdef')
const newId = fc
  .string({ unit: hexDigit, minLength: 32, maxLength: 32 })
  .filter(
    (id) => book.find(id) === undefined && book.near(id) === undefined && !book.isOther(id) && id !== OWN,
  )
const id = fc.oneof(newId, fc.constantFrom(...known.map((one) => one.id)))
const name = fc.constantFrom('acme-dev', 'acme-prod', 'Acme Test, Inc.', 'twin', 'x', 'team blue', 'Bob')
/** An entry of a list: an ID, with the name that somebody wrote beside it. */
const record = fc.record({ id, name })
type PasteEntry = { id: string; name: string }
const records = fc.uniqueArray(record, { minLength: 1, maxLength: 6, selector: (one) => one.id })

const csvCell = (text: string) => (/[",;\n]/.test(text) ? `"${text}"` : text)
const lines = (write: (one: PasteEntry) => string) => (all: PasteEntry[]) => all.map(write).join('\n')
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The ways in which such a list is written. In all of them every ID is a recipient, and no name is. */
const FORMS: [string, (all: PasteEntry[]) => string][] = [
  ['mail addresses', lines(({ id, name }) => `${name} <${id}>`)],
  ['ID: name', lines(({ id, name }) => `${id}: ${name}`)],
  ['ID = name', lines(({ id, name }) => `${id} = ${name}`)],
  ['ID (name)', lines(({ id, name }) => `${id} (${name})`)],
  ['name (ID)', lines(({ id, name }) => `${name} (${id})`)],
  ['name - ID', lines(({ id, name }) => `${name} - ${id}`)],
  ['name – ID', lines(({ id, name }) => `${name} – ${id}`)],
  ['name → ID', lines(({ id, name }) => `${name} → ${id}`)],
  ['name/ID', lines(({ id, name }) => `${name}/${id}`)],
  ['name,ID', lines(({ id, name }) => `${csvCell(name)},${id}`)],
  ['ID;name', lines(({ id, name }) => `${id};${csvCell(name)}`)],
  ['numbered', (all) => all.map(({ id, name }, n) => `${n + 1}. ${name}: ${id}`).join('\n')],
  ['bullets', lines(({ id, name }) => `* ${name} \`${id}\``)],
  ['dashes', lines(({ id, name }) => `- ${id} ${name}`)],
  ['quotes of a mail', lines(({ id, name }) => `> > ${name}: ${id}`)],
  ['CSV with quoted line ends', lines(({ id, name }) => `"${name}\nsecond line";${id}`)],
  ['CSV with headings', (all) => `Name;Project ID\n${lines((e) => `${csvCell(e.name)};${e.id}`)(all)}`],
  ['German headings', (all) => `Projektname;Projekt-ID\n${lines((e) => `${csvCell(e.name)};${e.id}`)(all)}`],
  [
    'terminal',
    (all) => `+--+--+\n| ID | Name |\n+--+--+\n${lines((e) => `| ${e.id} | ${e.name} |`)(all)}\n+--+--+`,
  ],
  ['box drawing', lines(({ id, name }) => `│ ${name} │ ${id} │`)],
  ['Markdown table', (all) => `| Name | ID |\n|---|---|\n${lines((e) => `| ${e.name} | ${e.id} |`)(all)}`],
  ['Markdown link', lines(({ id, name }) => `[${name}](https://console.example.org/projects/${id}?tab=1)`)],
  ['chat', lines(({ id, name }) => `<https://c.example.org/projects/${id}|${name}>`)],
  ['bold', lines(({ id, name }) => `*${name}* _${id}_`)],
  ['JSON records', (all) => JSON.stringify(all)],
  ['JSON over lines', (all) => JSON.stringify(all, null, 2)],
  [
    'JSON, name first',
    (all) =>
      JSON.stringify(
        all.map(({ id, name }) => ({ name, id })),
        null,
        2,
      ),
  ],
  ['JSON map', (all) => JSON.stringify(Object.fromEntries(all.map((e) => [e.id, e.name])))],
  [
    'JSON map over lines',
    (all) => JSON.stringify(Object.fromEntries(all.map((e) => [e.id, e.name])), null, 2),
  ],
  [
    'JSON, nested',
    (all) =>
      JSON.stringify(
        all.map(({ id, name }) => ({ name, project: { id } })),
        null,
        1,
      ),
  ],
  [
    'JSON, nested names',
    (all) =>
      JSON.stringify(
        all.map(({ id, name }) => ({ id, meta: { name } })),
        null,
        1,
      ),
  ],
  ['JSON rows', (all) => JSON.stringify(all.map(({ id, name }) => [id, name]))],
  ['JSON lines', lines((entry) => JSON.stringify(entry))],
  ['JSON in JSON', (all) => JSON.stringify(JSON.stringify(all))],
  ['YAML records', lines(({ id, name }) => `- name: ${JSON.stringify(name)}\n  id: ${id}`)],
  ['YAML, upper case', lines(({ id, name }) => `- ID: ${id}\n  Name: ${JSON.stringify(name)}`)],
  ['YAML map', (all) => `recipients:\n${lines((e) => `  ${e.id}: ${JSON.stringify(e.name)}`)(all)}`],
  ['YAML by name', (all) => `all:\n${lines((e) => `  "${e.name}":\n    id: ${e.id}\n    on: true`)(all)}`],
  [
    'blocks of fields',
    (all) => all.map((e) => `name = "${e.name}"\nregion = eu\nid = "${e.id}"`).join('\n\n'),
  ],
  ['HCL map', (all) => `recipients = {\n${lines((e) => `  "${e.id}" = "${e.name}"`)(all)}\n}`],
  ['HCL by name', (all) => `recipients = {\n${lines((e) => `  "${e.name}" = "${e.id}"`)(all)}\n}`],
  ['HCL blocks', lines((e) => `project {\n  name = "${e.name}"\n  id   = "${e.id}"\n}`)],
  ['HTML table', lines((e) => `<tr><td>${e.name}</td><td><code>${e.id}</code></td></tr>`)],
  ['HTML over lines', lines((e) => `<tr>\n<td>\n${e.name}\n</td>\n<td>\n${e.id}\n</td>\n</tr>`)],
  ['HTML options', lines((e) => `<option value="${e.id}">${e.name}</option>`)],
  ['HTML options over lines', lines((e) => `<option\n  value="${e.id}"\n>${e.name}</option>`)],
  ['XML', lines((e) => `<project>\n<name>${escapeXml(e.name)}</name>\n<id>${e.id}</id>\n</project>`)],
  ['XML attributes', lines((e) => `<project name="${e.name}" id="${e.id}"/>`)],
  ['URLs', lines((e) => `https://x.example.org/v3/projects/${e.id}?name=${encodeURIComponent(e.name)}`)],
  ['encoded URLs', lines((e) => `https://x.example.org/?next=%2Fprojects%2F${e.id}%3Fname%3D${e.name}`)],
  [
    'SQL',
    (all) => `INSERT INTO p (name, id) VALUES ${all.map((e) => `('${e.name}', '${e.id}')`).join(', ')};`,
  ],
  [
    'shell',
    lines((e) => `openstack image add project 7255ec2a-f68a-49ec-81d3-9fae8e4ba36a ${e.id} # ${e.name}`),
  ],
  ['export', lines((e) => `export PROJECT_ID=${e.id} NAME="${e.name}"`)],
  ['curl', lines((e) => `curl -d '{"projects":["${e.id}"]}' https://x.example.org/${e.name}`)],
  [
    'diff',
    (all) =>
      `--- a/p\n+++ b/p\n@@ -1 +1,9 @@\n-c0ffee00c0ffee00c0ffee00c0ffee01\n${lines((e) => `+${e.id} ${e.name}`)(all)}`,
  ],
  [
    'plan',
    (all) =>
      `~ ids = {\n  - "c0ffee00c0ffee00c0ffee00c0ffee01" -> null\n${lines((e) => `  + "${e.id}" = "${e.name}"`)(all)}\n}`,
  ],
  [
    'prose',
    (all) => `Hi all,\nplease share with ${all.map((e) => `${e.name} (${e.id})`).join(' and ')}: urgent\nBob`,
  ],
  ['glued', lines((e) => `„${e.id}“,${e.name}`)],
  ['RTF', (all) => `{\\rtf1\\ansi {\\b ${all[0]?.name}}\\par ${all.map((e) => e.id).join('\\par ')}}`],
]

describe.each(FORMS)('%s', (_, write) => {
  test('every ID is taken, and no name', () => {
    fc.assert(
      fc.property(records, (all) => {
        const text = write(all)
        const rows = rowsOf(text)
        expect(read(text).ids().sort()).toEqual(all.map((one) => one.id).sort())
        expect(rows.filter(({ kind }) => kind === 'name')).toEqual([])
        for (const one of all) {
          const holders = known.filter((other) => other.name === one.name)
          const isMixedUp = holders.length > 0 && !holders.some((holder) => holder.id === one.id)
          // In these forms the name belongs to no ID, or to all of them.
          if (isMixedUp && !/^(\{\\rtf|curl)/.test(text)) {
            const row = rows.find((found) => found.id === one.id)
            expect([row?.kind, one]).toEqual(['mismatch', one])
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('whatever the text around', () => {
  const mark = fc.constantFrom(
    ...'\n\t ,;:|=<>(){}[]"\'`*_~#/\\@&%?!.-\u00a0\u200b\u2066\u2026（，：',
    ...[
      '\r\n',
      '&nbsp;',
      '</td>',
      '<td>',
      ' is ',
      'id',
      'name: ',
      '%3D',
      '-> null',
      'acme-prod',
      'twin',
      'Ж',
      '项目',
    ],
  )
  const noise = fc.array(mark, { maxLength: 6 }).map((marks) => marks.join(''))
  const text = fc
    .array(fc.tuple(noise, fc.oneof(id, fc.constantFrom(OWN, 'acme-prod', 'Hi', 'a7'))), { maxLength: 8 })
    .map((parts) => parts.map(([before, word]) => ` ${before} ${word} `).join(''))

  test('each run of exactly 32 hex digits is a row', () => {
    fc.assert(
      fc.property(text, (any) => {
        const alone = [...any.matchAll(/(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])/g)].map(([run]) => run)
        const told = rowsOf(any).flatMap(({ raw }) => (/^[0-9a-f]{32}$/.test(raw) ? [raw] : []))
        expect(told).toEqual(alone)
      }),
      { numRuns: 400 },
    )
  })

  test('a line that has an ID takes no name', () => {
    fc.assert(
      fc.property(text, (any) => {
        const rows = rowsOf(any)
        const split = any.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
        for (const row of rows.filter(({ kind }) => kind === 'name'))
          expect(split[row.line - 1]).not.toMatch(/(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])/)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a typing error', () => {
  const [target = { id: '' }] = known
  const at = fc.nat({ max: 31 })
  const slip = fc.oneof(
    fc.tuple(at, hexDigit).map(([n, c]) => target.id.slice(0, n) + c + target.id.slice(n + 1)),
    fc.tuple(at, hexDigit).map(([n, c]) => target.id.slice(0, n) + c + target.id.slice(n)),
    at.map((n) => target.id.slice(0, n) + target.id.slice(n + 1)),
    at.map(
      (n) => target.id.slice(0, n) + (target.id[n + 1] ?? '') + (target.id[n] ?? '') + target.id.slice(n + 2),
    ),
  )
  test('a typing error of any kind is left out until somebody decides, and can be taken as it is', () => {
    fc.assert(
      fc.property(slip, (wrong) => {
        fc.pre(wrong !== target.id)
        const verdicts = read(`${wrong} acme-dev`)
        expect(verdicts.ids()).toEqual([])
        expect(verdicts.open).toBe(1)
        const decided = parseRecipients(wrong, book, new Set([wrong]))
        expect(new Verdicts(wrong, decided, known).ids()).toEqual([wrong])
      }),
      { numRuns: 300 },
    )
  })
})
