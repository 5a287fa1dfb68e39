import { expect, onTestFinished, test } from 'vitest'
import { createAccessWorld } from '#testing/access-world'
import { createCore } from '#testing/core-world'
import { openCall } from '#testing/open-call'
import { newPlace } from '#testing/stores'
import { openStore } from '../store/database.ts'

/* Two gateways read the members of the same images into one PostgreSQL, at the same time and with different clocks. */

async function setUp() {
  const place = await newPlace()
  if (!('url' in place)) throw new Error('a file is not shared')
  const stores = [
    await openStore({ ...place, now: () => 1_000_000 }),
    await openStore({ ...place, now: () => 5 }),
  ] as const
  const a = await createAccessWorld({ store: stores[0] })
  const b = await createCore(a.world, { store: stores[1] })
  const [image = ''] = a.images
  const shown = async () =>
    (await stores[0].members.find(a.operator.project.id, [image])).get(image)?.byProject.size ?? null
  onTestFinished(async () => {
    for (const { runner } of [a, b]) await runner.stop()
    for (const store of stores) await store.close()
  })
  return { a, b, stores, image, shown }
}

test('a late answer at one gateway does not replace what the other has read since', async () => {
  const { a, b, image, shown } = await setUp()
  const early = await a.begin(() => a.access.read(a.operator, [image], { from: 'cloud' }))
  await a.add(image, 'ab'.repeat(16))
  await b.access.read(a.colleague, [image], { from: 'cloud' })
  early.arrive()
  await early.end
  expect(await shown()).toBe(1)
})

test('a call that ends at one gateway outdates a read that is under way at the other', async () => {
  const { a, b, stores, image, shown } = await setUp()
  const end = await openCall(stores[0], image, a.operator.project.id)
  const early = await a.begin(() => b.access.read(a.colleague, [image], { from: 'cloud' }))
  await end()
  early.arrive()
  await early.end
  expect(await shown()).toBeNull()
  await b.access.read(a.colleague, [image], { from: 'cloud' })
  expect(await shown()).toBe(0)
})

test('many reads and ends of calls at the same time leave the latest, and no one waits for ever', async () => {
  const { a, stores, image, shown } = await setUp()
  const key = { ownerProject: a.operator.project.id, imageId: image }
  const read = async (n: number) => {
    const store = stores[n % 2] ?? stores[0]
    const number = await store.members.beginRead(key, n)
    const byProject = new Map([[String(number), { status: 'pending' as const, since: null }]])
    await store.members.keepRead(key, { number, at: n, byProject })
    return number
  }
  const ends = [await openCall(stores[0], image), await openCall(stores[1], image)]
  const numbers = await Promise.all([
    ...Array.from({ length: 30 }, (_, n) => read(n)),
    ...ends.map((end) => end().then(() => 0)),
  ])
  expect(new Set(numbers).size).toBe(31)
  const last = await read(1)
  expect(last).toBe(31)
  const row = (await stores[1].members.find(key.ownerProject, [image])).get(image)
  expect([...(row?.byProject.keys() ?? [])]).toEqual(['31'])
  expect(await shown()).toBe(1)
})
