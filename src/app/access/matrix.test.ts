import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Image } from '#contract/image'
import { isMember, outcomeAt, type PlannedOutcome, packOutcomes, unpackOutcomes } from '#contract/pair'
import type { Recipient } from '#contract/recipient'
import { newRecipient } from '#testing/new-recipient'
import { collectRows, membersIn } from '../api/access-rows.ts'
import { accessSearch } from './access-search.ts'
import { columnsOf, prepareImages, prepareRecipients, rowsOf } from './axes.ts'
import { createMatrix, lettersOf, pairAt } from './matrix.ts'
import { listPairs } from './pair-list.ts'

const DAY_MS = 24 * 3_600_000
const NOW = 1000 * DAY_MS

const image = (id: string, more: Partial<Image> = {}): Image => ({
  ...{ id, name: id, os: 'Linux', kind: 'system', status: 'active', sizeBytes: 1, createdAt: NOW, tags: [] },
  ...{ keyId: null, recipients: null, recipientsReadAt: null, recipientsProblem: null, recipientsAllowed: 4 },
  ...{ becomesShared: false, obstacle: null },
  ...more,
})

type Rows = Record<string, { status: PlannedOutcome; since: number }[]>

/** A picture of these rows, of which each has all recipients, and of images that could not be read. */
function accessOf(recipients: string[], rows: Rows, unread: string[] = [], isWhole = true) {
  const collector = collectRows(undefined)
  const answer = collector.openAnswer()
  for (const [at, [id, pairs]] of Object.entries(rows).entries())
    answer.take({
      ...{ kind: 'row', image: id, at: 1, outcomes: packOutcomes(pairs.map(({ status }) => status)) },
      ...(at === 0 && { recipients }),
      since: pairs.flatMap(({ status, since }) => (isMember(status) ? [since] : [])),
    })
  for (const id of unread)
    answer.take({ kind: 'unread', image: id, problem: { code: 'IMG.0060' as never, message: 'busy' } })
  if (isWhole) answer.end()
  return collector.picture()
}

function matrixOf(
  o: { access: ReturnType<typeof accessOf>; images: Image[]; recipients?: Recipient[] },
  address: Record<string, string> = {},
) {
  const search = accessSearch.parse(address)
  const asked = { image: search.image, project: search.project }
  const of = { access: o.access, search, now: NOW, asked }
  return createMatrix({
    access: o.access,
    images: rowsOf(prepareImages(o.images), of),
    recipients: columnsOf(prepareRecipients(o.recipients ?? [], o.access.recipients), of),
    shows: {
      status: search.status ?? null,
      since: search.since ? NOW - Number(search.since) * DAY_MS : null,
    },
    asked,
    withNone: search.none === '1',
    isAll: Object.keys(address).length === 0,
  })
}

const pair = (status: PlannedOutcome, since = 0) => ({ status, since })
const names = (list: readonly { id: string }[]) => list.map(({ id }) => id)

test('what nobody has read is a row of its own, in whatever is filtered, and what has nobody is none', () => {
  const access = accessOf(['a'], { u: [pair('accepted')], v: [pair('absent')] }, ['w'])
  const images = ['u', 'v', 'w'].map((id) => image(id))
  expect(names(matrixOf({ access, images }).images)).toEqual(['u', 'w'])
  const rejected = matrixOf({ access, images }, { status: 'rejected' })
  expect(names(rejected.images)).toEqual(['w'])
  expect(names(matrixOf({ access, images }, { none: '1' }).images)).toEqual(['u', 'v', 'w'])
  const [u, w] = matrixOf({ access, images }).images
  expect([u && pairAt(u, 0), w && pairAt(w, 0)]).toEqual(['accepted', 'unread'])
})

test('a pair that the page is opened for is there, although it is not shared', () => {
  const access = accessOf(['a'], { u: [pair('accepted')], v: [pair('absent')] })
  const images = [image('u'), image('v')]
  const recipients = [newRecipient({ id: 'b', name: 'b' })]
  const opened = matrixOf({ access, images, recipients }, { image: 'v', project: 'b' })
  expect([names(opened.images), names(opened.recipients)]).toEqual([
    ['u', 'v'],
    ['b', 'a'],
  ])
})

test('before all is read, an image is none only if the cloud lets it have no members', () => {
  const access = accessOf(['a'], { u: [pair('accepted')] }, [], false)
  const images = [
    image('u'),
    image('v'),
    image('w', { recipients: 0 }),
    image('x', { recipients: 0, recipientsReadAt: 5 }),
  ]
  expect(names(matrixOf({ access, images }).images)).toEqual(['u', 'v', 'x'])
  expect(matrixOf({ access, images }).images.map(({ state }) => state)).toEqual([
    'read',
    'waiting',
    'waiting',
  ])
})

test('an image is filtered by text, tag, age and places; a recipient by text, group, account and whether it is known', () => {
  const access = accessOf(['a', 'b'], {
    'ubuntu-1': [pair('accepted'), pair('absent')],
    'ubuntu-2': [pair('accepted'), pair('pending')],
  })
  const images = [
    image('ubuntu-1', { tags: ['lts'], createdAt: NOW - 40 * DAY_MS }),
    image('ubuntu-2', { recipientsAllowed: 2 }),
  ]
  const recipients = [newRecipient({ id: 'a', name: 'acme-prod', groups: ['prod'], accountId: 'acc' })]
  const rows = (address: Record<string, string>) =>
    names(matrixOf({ access, images, recipients }, address).images)
  const columns = (address: Record<string, string>) =>
    names(matrixOf({ access, images, recipients }, address).recipients)
  expect(rows({ images: 'lts' })).toEqual(['ubuntu-1'])
  expect(rows({ tag: 'lts' })).toEqual(['ubuntu-1'])
  expect(rows({ age: '30' })).toEqual(['ubuntu-2'])
  expect(rows({ full: '1' })).toEqual(['ubuntu-2'])
  expect(rows({})).toEqual(['ubuntu-2', 'ubuntu-1'])
  expect(columns({})).toEqual(['a', 'b'])
  expect(columns({ recipients: 'ACME' })).toEqual(['a'])
  expect(columns({ group: 'prod' })).toEqual(['a'])
  expect(columns({ account: 'acc' })).toEqual(['a'])
  expect(columns({ unknown: '1' })).toEqual(['b'])
  expect(columns({ images: 'lts' })).toEqual(['a'])
  expect(columns({ images: 'lts', none: '1' })).toEqual(['a', 'b'])
})

test('counts of rows, columns and all are those of the letters that are shown, and the list has each of them once', () => {
  const status = fc.constantFrom<PlannedOutcome>('absent', 'pending', 'accepted', 'rejected')
  const world = fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.array(
      fc.array(fc.record({ status, since: fc.integer({ min: NOW - 5 * DAY_MS, max: NOW }) }), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  const address = fc.record(
    {
      status: fc.constantFrom('pending', 'accepted', 'rejected'),
      since: fc.constantFrom('1'),
      none: fc.constant('1'),
      order: fc.constantFrom('most'),
      sort: fc.constantFrom('most'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(world, address, (rows, filter) => {
      const ids = rows[0]?.map((_, at) => `r${at}`) ?? []
      const access = accessOf(ids, Object.fromEntries(rows.map((row, at) => [`i${at}`, row])))
      const matrix = matrixOf({ access, images: rows.map((_, at) => image(`i${at}`)) }, filter)
      const shown = matrix.images.map((row) => unpackOutcomes(lettersOf(row, matrix)).map(isMember))
      const cells = shown.flat().filter(Boolean).length
      expect(matrix.rowCounts.map(membersIn)).toEqual(shown.map((row) => row.filter(Boolean).length))
      expect(matrix.columnCounts.map(membersIn)).toEqual(
        matrix.recipients.map((_, at) => shown.filter((row) => row[at]).length),
      )
      expect(membersIn(matrix.total)).toBe(cells)
      for (const order of ['image', 'recipient', 'since', 'status'] as const) {
        const listed = listPairs(matrix, order)
        expect(new Set(listed.map(({ row, column }) => `${row} ${column}`)).size).toBe(cells)
        expect(listed.every(({ row, column }) => shown[row]?.[column])).toBe(true)
      }
    }),
  )
})

test('a pair that the filter leaves out is blank in the picture, and true in words', () => {
  const access = accessOf(['a', 'b'], {
    u: [pair('accepted'), pair('pending')],
    v: [pair('pending'), pair('absent')],
  })
  const matrix = matrixOf({ access, images: [image('u'), image('v')] }, { status: 'pending' })
  const [u] = matrix.images
  expect(matrix.images.map((row) => unpackOutcomes(lettersOf(row, matrix)))).toEqual([
    ['notAsked', 'pending'],
    ['pending', 'absent'],
  ])
  expect(u && pairAt(u, matrix.recipients[0]?.position ?? -1)).toBe('accepted')
  expect(outcomeAt(lettersOf(undefined, matrix), 0)).toBe('notAsked')
})
