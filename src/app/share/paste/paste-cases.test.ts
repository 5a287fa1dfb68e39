import { describe, expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { parseRecipients } from './parse-recipients.ts'
import { RecipientBook } from './recipient-book.ts'
import { type PasteVerdict, Verdicts } from './verdicts.ts'

/*
 * Texts as they come by mail, chat and terminal. With each of them the reader took a name, dropped an ID, or
 * took an ID that is not a recipient's: the owner of an image, a user, a job, an ID that a plan removes.
 */
const OWN = 'af9f035090d5076859f42041740016c9'
const USER = 'bb'.repeat(16)
const ACCOUNT = 'dd'.repeat(16)
const DEV = 'e1f14109009d88dec82e1d7bc73bcb6c'
const PROD = '8c08faf87e1a6912ab101a0539b2b4c2'
const TEST = '64b60bc1a6499c5f80f19f7213537bd5'
const X = '5f3c1d2e4b6a798081a2b3c4d5e6f708'
const C = 'c0ffee00c0ffee00c0ffee00c0ffee01'
const HEX_NAME = 'feed-cafe-2026-1130-decade-x'
const IMAGE = '7255ec2a-f68a-49ec-81d3-9fae8e4ba36a'
const known = [
  { id: DEV, name: 'acme-dev', accountId: ACCOUNT },
  { id: PROD, name: 'acme-prod', accountId: '' },
  { id: TEST, name: 'acme-test', accountId: '' },
  { id: C, name: HEX_NAME, accountId: '' },
] as Recipient[]
const book = new RecipientBook(known, { project: OWN, projectName: 'golden-images', user: USER })
const read = (text: string) => new Verdicts(text, parseRecipients(text, book), known)
const dashed = (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** The kind of each row that has this text, in order. */
const kindsOf = (text: string, raw: string): PasteVerdict[] => {
  const verdicts = read(text)
  return [...verdicts.rows()]
    .sort((a, b) => a - b)
    .map((at) => verdicts.row(at))
    .filter((row) => row.raw === raw)
    .map(({ kind }) => kind)
}

describe('the IDs that are taken from', () => {
  const DIFF = `diff --git a/p.txt b/p.txt\nindex 1234567..89abcde 100644\n--- a/p.txt\n+++ b/p.txt\n@@ -1,3 +1,3 @@\n ${TEST}\n-${DEV}\n+${X}\n ${PROD}\n`
  const PLAN = `  ~ target_project_ids = [\n      - "${DEV}" -> null,\n      + "${X}",\n        # (12 unchanged elements hidden)\n    ]\n`
  test.each<[string, string, string[]]>([
    ['a name beside an ID', `acme-prod <${C}>`, [C]],
    ['one ID in two cases', `${X}\n${X.toUpperCase()}`, [X]],
    ['one ID in two cases, upper case first', `${X.toUpperCase()}\n${X}`, [X]],
    ['a unified diff', DIFF, [TEST, X, PROD]],
    ['a diff that is quoted', DIFF.replace(/^/gm, '> '), [TEST, X, PROD]],
    ['a diff without headers', `-${DEV}\n+${X}`, [X]],
    ['a diff of the old kind', `1c1\n< ${DEV}\n---\n> ${X}`, [X]],
    ['a plan that removes and adds', PLAN, [X]],
    ['a plan that only removes', `- "${DEV}" -> null`, []],
    ['a plan that replaces', `~ project_id = "${DEV}" -> "${X}"`, [X]],
    ['a list with dashes is no diff', `- ${DEV}\n- ${X}`, [DEV, X]],
    ['a list with dashes right before the ID', `-${DEV}\n-${X}`, [DEV, X]],
    ['words that are struck out', `~~${DEV}~~ [-${TEST}-] <del>${PROD}</del> ${X}`, [X]],
    ['a listing: ID, name, domain', `${DEV} acme-dev ${C} some text True`, [DEV]],
    ['a column that repeats', `${DEV},acme-dev,${C}\n${X},x,${C}`, [DEV, X]],
    ['a first column that repeats', `${C} acme-dev ${DEV}\n${C} x ${X}`, [DEV, X]],
    [
      'a column with a heading',
      `Name\tDomain\tProject ID\nx\t${C}\t${X}\nacme-dev\t${PROD}\t${DEV}`,
      [X, DEV],
    ],
    ['columns of a page', `<tr><th>Domain ID</th><th>ID</th></tr><tr><td>${C}</td><td>${X}</td></tr>`, [X]],
    ['the own account and user', `${ACCOUNT}\n${USER}\n${X}`, [X]],
    ['the own project', `${OWN}, ${X}`, [X]],
    ['two lists on a line', `${X} and ${C}, ${DEV}; ${PROD} ${TEST}`, [X, C, DEV, PROD, TEST]],
    [
      'an audit record',
      `{"user":{"name":"bob","domain":{"id":"${C}"}},"job_id":"${TEST}","projects":["${DEV}"]}`,
      [DEV],
    ],
    ['a job', `{"results":[{"image_id":"${IMAGE}","project_id":"${X}"}],"job_id":"${C}"}`, [X]],
    ['users and their project', `{"users": [\n{"id": "${C}", "default_project_id": "${X}"}\n]}`, [X]],
    ['titles of lists', `users:\n  - ${C}\nprojects:\n  - ${X}`, [X]],
    [
      'fields of a table',
      `| Field | Value |\n| domain_id | ${C} |\n| id | ${X} |\n| parent_id | ${TEST} |`,
      [X],
    ],
    ['an image and its owner', `owner: ${DEV}\nid: ${IMAGE}\nchecksum: ${X}`, []],
    ['a log line', `2024-05-01 [req-${dashed(C)} ${C} ${X} - default default] GET /x`, [X]],
    ['a path', `POST /v3/domains/${C}/users/${TEST}/projects/${X}`, [X]],
    ['words glued to an ID', `project-${X}\nuser-${C}\nprod_${DEV}`, [X, DEV]],
    ['a checksum', `${X}${X}  image.qcow2\n${'ab12'.repeat(10)}\n${DEV}`, [DEV]],
    ['full-width digits', [...X].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join(''), [X]],
    [
      'invisible characters',
      `\u202e${X.slice(0, 9)}\u200b${X.slice(9, 20)}\u00ad\u2060${X.slice(20)}\u00a0`,
      [X],
    ],
    ['colours of a terminal', `\u001b[32m${X}\u001b[0m`, [X]],
    ['a line broken by a mail', `To: ${X.slice(0, 20)}=\r\n${X.slice(20)} id=3D${C}`, [X, C]],
    ['escapes', `%2F${X}%22 "\\n${C}\\t" \\u0022${DEV}`, [X, C, DEV]],
    ['letters that are glued', `项目${X}的`, [X]],
    ['names alone', 'acme-dev\nAcme-Prod', [DEV, PROD]],
    ['a name in a line with the same IDs twice', `Hi   acme-prod  { ${X}   x ${DEV}\n${X} x ${DEV}`, [X]],
    ['names and IDs in lines of their own', `acme-dev\n${X}\nacme-prod`, [DEV, X, PROD]],
    ['a name with invisible characters', 'acme\u2011\u200bdev', [DEV]],
    ['nothing', '', []],
  ])('%s', (_, text, accepted) => {
    expect(read(text).ids().sort()).toEqual([...accepted].sort())
  })
})

describe('the verdict on', () => {
  test.each<[string, string, string, PasteVerdict[]]>([
    ['a name of another project', `acme-prod ${DEV}`, DEV, ['mismatch']],
    ['swapped names', `${DEV} = acme-prod\n${PROD} = acme-dev`, PROD, ['mismatch']],
    ['swapped names on one line', `acme-prod,${DEV},acme-dev,${PROD}`, DEV, ['mismatch']],
    [
      'one ID in two records with two names',
      `${DEV} acme-dev\n${DEV} acme-prod`,
      DEV,
      ['mismatch', 'duplicate'],
    ],
    ['a name in the record around', `{"name":"acme-prod","project":{"id":"${X}"}}`, X, ['mismatch']],
    ['a name above, with the ID further in', `acme-prod\n    ${X}`, X, ['mismatch']],
    ['a title', `acme-prod:\n  id: ${X}`, X, ['mismatch']],
    ['a cell that goes on over lines', `"acme-prod\n(new)";${X}`, X, ['mismatch']],
    ['its own name', `${DEV} acme-dev, not acme-prod`, DEV, ['ok']],
    ['a slip beside the right name', `${DEV.slice(0, -1)}d acme-dev`, `${DEV.slice(0, -1)}d`, ['near-miss']],
    [
      'a name beside a letter that is none of hex',
      `acme-prod ${DEV.slice(0, -1)}\u0435`,
      `${DEV.slice(0, -1)}\u0435`,
      ['bad-characters'],
    ],
    ['a name beside an ID of something else', `acme-prod, domain ${C}`, 'acme-prod', ['beside']],
    ['a known ID with dashes', dashed(DEV), dashed(DEV), ['dashed']],
    ['the own project with dashes', dashed(OWN), dashed(OWN), ['own-project']],
    ['the name of the own project', 'golden-images', 'golden-images', ['own-project']],
    [
      'the name of the own project in a call',
      '{"projects":["Golden-Images"]}',
      'Golden-Images',
      ['own-project'],
    ],
    ['a name in a call', '{"projects":["acme-prod"]}', 'acme-prod', ['name']],
    ['a long name that is nearly hex', HEX_NAME, HEX_NAME, ['name']],
    ['another UUID', IMAGE, IMAGE, ['image-id']],
    ['an image beside a project', `openstack image add project ${IMAGE} ${X}`, IMAGE, ['other-id']],
    ['an ID that a plan removes', `- "${DEV}" -> null`, DEV, ['removed']],
    ['prose around IDs', `Hi all, please share\n${X}\nKind regards`, 'Kind regards', ['prose']],
    ['33 digits', `${X}0`, `${X}0`, ['unusual']],
  ])('%s', (_, text, raw, kinds) => {
    expect(kindsOf(text, raw)).toEqual(kinds)
  })

  test('a mail has no red rows, and its prose is folded', () => {
    const mail = `From: Bob <bob@example.org>\nSubject: new tenants\n\nHi Ann,\nplease share with\n\nacme-dev - ${DEV}\nblue: ${X}\n\nThanks\nBob\n-- \nBob Miller, phone 0123`
    expect(read(mail).rejected).toBe(0)
    expect(read(mail).count('prose', 'word', 'ignored')).toBe(8)
  })
})

/*
 * Work is counted, not timed: the characters that expressions run over, and the look-ups in the book. A text
 * of twice the length may take about twice the work, whatever the text is.
 */
describe('the work grows with the text, not with its square', () => {
  function workOf(text: string): number {
    const exec = RegExp.prototype.exec
    let work = 0
    // An expression that is called as `test` or by `replace` comes here too.
    RegExp.prototype.exec = function (this: RegExp, input: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0
      const found = exec.call(this, input)
      const endOfSearch = this.sticky ? from : input.length
      const end = found ? found.index + found[0].length : endOfSearch
      work += end - from + 1
      return found
    }
    try {
      parseRecipients(text, book)
    } finally {
      RegExp.prototype.exec = exec
    }
    return work
  }
  test.each<[string, string]>([
    ['lines of IDs', `${X}\n`],
    ['IDs on one line', `${X} `],
    ['IDs and words on one line', `${X} acme-dev,`],
    ['IDs with names in cells', `acme-prod|${X}|`],
    ['open braces', '{'],
    ['open and closing brackets that do not fit', '[}'],
    ['open elements', '<a><b><c>'],
    ['elements', '<div>acme-dev</div>'],
    ['half a tag', '<a '],
    ['quotes', '"a,"'],
    ['a quote before a comma', ',"'],
    ['marks', ':='],
    ['spaces', '    '],
    ['spaces and lines', ' \n'],
    ['dashes', '-'],
    ['hex digits', 'abc1'],
    ['half an ID', `${X.slice(0, 30)}-`],
    ['names', 'acme-dev '],
    ['names in braces', '{"name":"acme-dev"'],
    ['plus signs', '+\n'],
    ['titles', 'users:\n '],
    ['entities', '&nbsp'],
    ['escapes', '=\n'],
  ])('%s', (_, piece) => {
    const one = workOf(piece.repeat(1000))
    const two = workOf(piece.repeat(2000))
    expect(two).toBeLessThan(2.5 * one + 10_000)
  })

  test('100,000 IDs on one line are read', () => {
    const line = Array.from(
      { length: 100_000 },
      (_, n) => `${'b'.repeat(24)}${n.toString(16).padStart(8, '0')}`,
    ).join(' ')
    expect(read(line).accepted).toBe(100_000)
  })
})
