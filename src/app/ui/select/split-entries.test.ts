import { describe, expect, test } from 'vitest'
import type { ChoiceKind } from './choice-kind.ts'
import { splitEntries } from './split-entries.ts'
import { takeEntries } from './take-entries.ts'

/*
 * A mail or a listing was pasted into the picker of images. It was split at commas only, so the name in it
 * was chosen, and the ID beside it was "not found".
 */
type Item = { id: string; name: string }
const KIND: ChoiceKind<Item> = {
  one: 'image',
  many: 'images',
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  textOf: ({ name }) => name,
  blockedOf: () => null,
}
const DEBIAN = { id: '7255ec2a-f68a-49ec-81d3-9fae8e4ba36a', name: 'debian-12' }
const UBUNTU = { id: '11111111-2222-4333-8444-555555555555', name: 'ubuntu 24' }
const ITEMS = [DEBIAN, UBUNTU]
const take = (text: string) => takeEntries(splitEntries(text) ?? [], ITEMS, KIND)

describe('IDs out of a text', () => {
  test.each([
    [`${DEBIAN.name} <${DEBIAN.id}>`],
    [`please share ${DEBIAN.id}: it is urgent`],
    [`| ${DEBIAN.id} | ${DEBIAN.name} | active |`],
    [`{"name": "${DEBIAN.name}", "id": "${DEBIAN.id.toUpperCase()}"}`],
    [`- name: ${DEBIAN.name}\n  id: ${DEBIAN.id}`],
    [`https://x.example.org/v2/images/${DEBIAN.id}/file`],
  ])('%s', (text) => expect(take(text).ids).toEqual([DEBIAN.id]))

  test.each([`${UBUNTU.name} <${DEBIAN.id}>`, `- name: ${UBUNTU.name}\n  id: ${DEBIAN.id}`])(
    'beside the name of another image nothing is chosen: %s',
    (text) => {
      const { ids, blocked } = take(text)
      expect(ids).toEqual([])
      expect(blocked).toEqual([
        { entry: DEBIAN.id, reason: 'it stands beside ubuntu 24, the name of another image' },
      ])
    },
  )

  test('an ID beside its own name and another one is not chosen', () =>
    expect(take(`${UBUNTU.name} ${DEBIAN.id}\n${DEBIAN.name} ${DEBIAN.id}`).ids).toEqual([]))

  test('an ID that a diff takes away is not chosen', () => {
    const { ids, blocked } = take(`@@ -1 +1 @@\n-${DEBIAN.id}\n+${UBUNTU.id}`)
    expect([ids, blocked.map(({ entry }) => entry)]).toEqual([[UBUNTU.id], [DEBIAN.id]])
  })
})

test('names without IDs are split, and a single name is a search', () => {
  expect(take(`"${DEBIAN.name}", ${UBUNTU.name}; nobody`)).toMatchObject({
    ids: [DEBIAN.id, UBUNTU.id],
    missing: ['nobody'],
  })
  for (const text of ['debian [old]', DEBIAN.id]) expect(splitEntries(text)).toBeNull()
})
