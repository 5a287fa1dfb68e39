import { describe, expect, test } from 'vitest'
import { openCall } from '#testing/open-call'
import { openTestStore } from '#testing/stores'

/* The order of reads, which several gateways with different clocks share: it is the database's, whatever time it is. */

const OWNER = 'golden'
const key = (imageId: string, ownerProject = OWNER) => ({ ownerProject, imageId })
const members = (...projects: string[]) =>
  new Map(projects.map((id) => [id, { status: 'pending' as const, since: 5 }]))

async function setUp() {
  const store = await openTestStore(() => 1000)
  const begin = (imageId: string, at = 1000) => store.members.beginRead(key(imageId), at)
  const keep = (imageId: string, number: number, projects: string[] | null, at = 1000) =>
    store.members.keepRead(key(imageId), { number, at, byProject: projects && members(...projects) })
  const shown = async (imageId: string) => {
    const row = (await store.members.find(OWNER, [imageId])).get(imageId)
    return row ? [...row.byProject.keys()] : null
  }
  return { store, begin, keep, shown }
}

describe('a row of the snapshot', () => {
  test('holds what a read has found, and when that read began', async () => {
    const { store, begin, keep } = await setUp()
    expect(await store.members.find(OWNER, ['a'])).toEqual(new Map())
    expect(await keep('a', await begin('a', 7), ['x', 'y'], 7)).toBe(true)
    expect(await store.members.find(OWNER, ['a', 'b'])).toEqual(
      new Map([['a', { byProject: members('x', 'y'), at: 7 }]]),
    )
    expect(await store.members.count(OWNER)).toEqual(new Map([['a', { members: 2, at: 7 }]]))
    expect([await store.members.find('other', ['a']), await store.members.count('other')]).toEqual([
      new Map(),
      new Map(),
    ])
  })

  test('is not replaced by a read that began earlier and ends later, whatever the clocks say', async () => {
    const { begin, keep, shown } = await setUp()
    const earlier = await begin('a', 9000)
    const later = await begin('a', 1)
    expect(await keep('a', later, ['new'], 1)).toBe(true)
    expect(await keep('a', earlier, ['old'], 9000)).toBe(false)
    expect(await shown('a')).toEqual(['new'])
  })

  test('is gone with its image, and an older read does not bring it back', async () => {
    const { begin, keep, shown } = await setUp()
    await keep('a', await begin('a'), ['x'])
    const slow = await begin('a')
    expect(await keep('a', await begin('a'), null)).toBe(true)
    expect(await keep('a', slow, ['x'])).toBe(false)
    expect(await shown('a')).toBeNull()
    expect(await keep('a', await begin('a'), ['x'])).toBe(true)
    expect(await shown('a')).toEqual(['x'])
  })

  test('is outdated once a call on its image has ended, and a read from before that end is not kept', async () => {
    const { store, begin, keep, shown } = await setUp()
    await keep('a', await begin('a'), [])
    await keep('b', await begin('b'), [])
    const end = await openCall(store, 'a')
    const during = await begin('a')
    expect(await shown('a')).toEqual([])
    await end()
    expect(await keep('a', during, [])).toBe(false)
    expect([await shown('a'), await shown('b')]).toEqual([null, []])
    expect((await store.members.count(OWNER)).has('a')).toBe(false)
    expect(await keep('a', await begin('a'), ['tenant'])).toBe(true)
    expect(await shown('a')).toEqual(['tenant'])
  })

  test('is outdated by an answer of its recipient too, which is a call of another project', async () => {
    const { store, begin, keep, shown } = await setUp()
    await keep('a', await begin('a'), ['tenant'])
    await (await openCall(store, 'a', 'tenant'))()
    expect(await shown('a')).toBeNull()
  })

  test('is swept away when nobody has read its image for long', async () => {
    const { store, begin, keep, shown } = await setUp()
    await keep('a', await begin('a', 10), ['x'])
    await keep('b', await begin('b', 10), ['x'])
    await begin('b', 20)
    await store.members.sweep(20)
    expect([await shown('a'), await shown('b')]).toEqual([null, ['x']])
  })
})
