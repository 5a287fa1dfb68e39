import { expect, test } from 'vitest'
import { newImage } from '#testing/new-image'
import { newRecipient } from '#testing/new-recipient'
import { entriesOf } from './entries.ts'
import { readQuery } from './query.ts'
import { createFinder } from './rank.ts'
import { readKeys } from './recent.ts'
import { listFound, listStart, type Row } from './sections.ts'

const IMAGE = '7255ec2a-f68a-49ec-81d3-9fae8e4ba36a'
const PROJECT = '245cddcbdabb46a5379a6b3b876d188a'
const STRANGER = 'f0f0ddcbdabb46a5379a6b3b876d188a'

function listOf(text: string, o: { mayShare?: boolean; isWhole?: boolean; reason?: string } = {}) {
  const { mayShare = true, isWhole = true } = o
  const obstacle = o.reason ? { code: 'IMG.0057' as const, reason: o.reason } : null
  const known = entriesOf({
    images: [newImage({ id: IMAGE, name: 'debian-13', obstacle })],
    recipients: [newRecipient({ id: PROJECT, name: 'acme-prod', groups: ['gold'] })],
    mayShare,
  })
  const query = readQuery(text)
  const things = {
    known,
    found: createFinder(known).find(query.search, 6),
    byKey: new Map(known.map((entry) => [entry.key, entry])),
  }
  return { things, ...listFound(query, things, { mayShare, isWhole }) }
}

const nameOf = (row: Row) => ('act' in row ? row.act.name : row.entry.name)
const named = ({ sections }: ReturnType<typeof listOf>) => sections.map(({ rows }) => rows.map(nameOf))

test('of what is just what was asked for it is told what it is, and what can be done', () => {
  const list = listOf(PROJECT)
  expect(list.about).toBe('recipient')
  expect(named(list)).toEqual([
    ['acme-prod'],
    [
      'Share images with acme-prod …',
      'Stop sharing with acme-prod …',
      'Its entry in the book',
      'Its jobs',
      'Copy the ID',
    ],
  ])
  expect(listOf('debian-13').about).toBe('image')
})

test('an image that cannot be shared is not offered to be', () =>
  expect(named(listOf(IMAGE, { reason: 'damaged' }))[1]).toEqual([
    'Stop sharing debian-13 …',
    'Its jobs',
    'Copy the ID',
  ]))

test('a viewer is offered what changes nothing', () => {
  expect(named(listOf(PROJECT, { mayShare: false }))[1]).toEqual(['Its jobs', 'Copy the ID'])
  expect(named(listOf(STRANGER, { mayShare: false }))).toEqual([
    ['What it has', 'Look for it in the jobs', 'Copy the ID'],
  ])
})

test('an ID that nothing here has may be a project; one of another form is no project', () => {
  const list = listOf(STRANGER)
  expect(list.note).toContain('By its form it is a project')
  expect(named(list)[0]?.slice(0, 2)).toEqual(['What it has', 'Share images with this project …'])
  const other = listOf(IMAGE.replace('7', '8'))
  expect(other.note).toContain('an image, a job or a key')
  expect(named(other)).toEqual([['Look for it in the jobs', 'Look for it in Received', 'Copy the ID']])
})

test('while not all is read, or could not be, nothing is said not to be there', () =>
  expect(listOf(STRANGER, { isWhole: false })).toMatchObject({ sections: [], note: '' }))

test('several IDs: what is known of them, and all that may be projects', () => {
  const list = listOf(`${IMAGE} ${PROJECT} ${STRANGER}`)
  expect(named(list)).toEqual([
    ['Share images with these 2 projects …', 'Stop sharing with these 2 projects …'],
    ['debian-13', 'acme-prod'],
  ])
  expect(list.note).toContain('1 ID of the text is not known here')
})

test('before anything is typed: what was opened lately and is still there, then pages', () => {
  const { things } = listOf('')
  const list = listStart(things, [`image:${IMAGE}`, 'image:gone'])
  expect(list.sections.map(({ rows }) => rows.map(nameOf).slice(0, 2))).toEqual([
    ['debian-13'],
    ['Share', 'Stop sharing'],
    ['Add a recipient', 'Import recipients'],
  ])
})

test.each(['', '{', '{"a":1}', '[1,null]'])('what cannot be read was not opened lately: %s', (text) =>
  expect(readKeys(text)).toEqual([]),
)
