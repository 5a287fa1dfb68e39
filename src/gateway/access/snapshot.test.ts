import { describe, expect, test } from 'vitest'
import { type AccessWorld, createAccessWorld } from '#testing/access-world'
import { createCore } from '#testing/core-world'
import { demoLogin, OPERATOR } from '#testing/demo-login'
import type { Identity } from '../cloud/driver.ts'

const MINUTE = 60_000
const tenant = (n: number) => String(n).padStart(32, '0')

const cloudRead = ({ access }: Pick<AccessWorld, 'access'>, who: Identity, image: string) =>
  access.read(who, [image], { from: 'cloud' })
/** How many members the snapshot shows to a user, without asking the cloud; null: it shows none of it. */
const shownTo = async ({ access }: Pick<AccessWorld, 'access'>, who: Identity, image: string) =>
  (await access.count(who, [image])).get(image)?.members ?? null

describe.each(['ims', 'glance'] as const)('the snapshot on %s', (flavour) => {
  const setUp = async () => {
    const world = await createAccessWorld({ flavour })
    const [image = '', other = ''] = world.images
    return { ...world, image, other }
  }

  test('is read where the cloud has let the user read of late, and the cloud is asked for all else', async () => {
    const made = await setUp()
    const { access, operator, image, other, reads, world, add } = made
    await cloudRead(made, operator, image)
    await add(image, tenant(1))
    const at = world.clock.now()
    world.clock.advance(30_000)
    let heard = 0
    const onRead = () => {
      heard += 1
    }
    const [old, now] = await access.read(operator, [image, other], { from: 'snapshot', onRead })
    expect(old).toEqual({ byProject: new Map(), at })
    expect(now).toMatchObject({ at: at + 30_000 })
    expect([reads(), heard]).toEqual([2, 2])
    world.clock.advance(30_000)
    const [again] = await access.read(operator, [image], { from: 'snapshot' })
    expect(again).toMatchObject({ byProject: new Map([[tenant(1), expect.anything()]]), at: at + MINUTE })
    await cloudRead(made, operator, image)
    expect(reads()).toBe(4)
  })

  test('takes nothing for fresh that was read in the future, as a clock that is wrong may say', async () => {
    const made = await setUp()
    const { access, operator, image, reads, world } = made
    await cloudRead(made, operator, image)
    world.clock.turnBack(10 * MINUTE)
    await access.read(operator, [image], { from: 'snapshot' })
    expect(reads()).toBe(2)
  })

  test('keeps the later of two reads, whichever arrives last', async () => {
    const made = await setUp()
    const { operator, colleague, image, begin, add } = made
    await warmUp(made)
    const early = await begin(() => cloudRead(made, operator, image))
    await add(image, tenant(1))
    await cloudRead(made, colleague, image)
    early.arrive()
    await early.end
    expect([await shownTo(made, operator, image), await shownTo(made, colleague, image)]).toEqual([1, 1])
  })

  test('keeps no read that began before a call of a job on its image ended', async () => {
    const made = await setUp()
    const { operator, image, begin, runner, projects, world } = made
    await warmUp(made)
    const early = await begin(() => cloudRead(made, operator, image))
    world.clock.release()
    await runner.submit(operator, {
      action: 'share',
      set: { images: [image], projects: projects.slice(0, 2) },
      reason: '',
      key: null,
    })
    await runner.idle()
    early.arrive()
    const [stale] = await early.end
    expect(stale).toMatchObject({ byProject: new Map() })
    const count = await shownTo(made, operator, image)
    expect([2, null]).toContain(count)
    const [now] = await made.access.read(operator, [image], { from: 'snapshot' })
    expect(now && 'byProject' in now && now.byProject.size).toBe(2)
  })

  test('shows nothing to a user of the same project whom the cloud has not let read it yet', async () => {
    const made = await setUp()
    const { access, operator, colleague, image, reads } = made
    await cloudRead(made, operator, image)
    expect([await shownTo(made, operator, image), await shownTo(made, colleague, image)]).toEqual([0, null])
    await access.read(colleague, [image], { from: 'snapshot' })
    expect(reads()).toBe(2)
    expect(await shownTo(made, colleague, image)).toBe(0)
  })

  test('hides an image from whom the cloud refuses it, and from nobody else, and loses nothing by that', async () => {
    const made = await setUp()
    const { access, operator, colleague, image, refuse, allow } = made
    for (const who of [operator, colleague]) await cloudRead(made, who, image)
    refuse(colleague, image, 403)
    const [refusal] = await cloudRead(made, colleague, image)
    expect(refusal).toMatchObject({ failure: { status: 403 } })
    expect([await shownTo(made, operator, image), await shownTo(made, colleague, image)]).toEqual([0, null])
    expect((await access.count(colleague, [image])).get(image)?.problem).toMatchObject({ status: 403 })
    expect((await access.read(colleague, [image], { from: 'snapshot' }))[0]).toMatchObject({
      failure: { status: 403 },
    })
    allow(colleague, image)
    await access.read(colleague, [image], { from: 'snapshot' })
    expect(await shownTo(made, colleague, image)).toBe(0)
  })

  test('stays hidden when a yes arrives that is older than the no', async () => {
    const made = await setUp()
    const { operator, image, begin, refuse } = made
    await warmUp(made)
    const early = await begin(() => cloudRead(made, operator, image))
    refuse(operator, image, 403)
    await cloudRead(made, operator, image)
    early.arrive()
    await early.end
    expect(await shownTo(made, operator, image)).toBeNull()
  })

  test('tells what went wrong with the last read, beside what was read before', async () => {
    const made = await setUp()
    const { access, operator, colleague, image, refuse, allow, world } = made
    for (const who of [operator, colleague]) await cloudRead(made, who, image)
    const at = world.clock.now()
    world.clock.advance(MINUTE)
    refuse(operator, image, 500)
    await cloudRead(made, operator, image)
    const count = async (who: Identity) => (await access.count(who, [image])).get(image)
    expect(await count(operator)).toMatchObject({ members: 0, at, problem: { status: 500 } })
    expect(await count(colleague)).toEqual({ members: 0, at, problem: null })
    allow(operator, image)
    world.clock.advance(1)
    await cloudRead(made, operator, image)
    expect(await count(operator)).toEqual({ members: 0, at: at + MINUTE + 1, problem: null })
  })

  test('is never written from what a recipient sees of an image, which is itself alone', async () => {
    const made = await setUp()
    const { operator, image, add, world, store } = made
    const recipient = await world.driver.signIn(demoLogin('operator', { project: 'tenant-001' }))
    await add(image, recipient.project.id)
    await add(image, tenant(1))
    const [seen] = await cloudRead(made, recipient, image)
    expect(seen && 'byProject' in seen && [...seen.byProject.keys()]).toEqual([recipient.project.id])
    expect(await store.members.count(recipient.project.id)).toEqual(new Map())
    expect(await shownTo(made, recipient, image)).toBeNull()
    await cloudRead(made, operator, image)
    await cloudRead(made, recipient, image)
    expect(await shownTo(made, operator, image)).toBe(2)
  })

  test('forgets an image that is gone', async () => {
    const made = await setUp()
    const { operator, colleague, image, refuse, allow } = made
    for (const who of [operator, colleague]) await cloudRead(made, who, image)
    refuse(operator, image, 404)
    expect((await cloudRead(made, operator, image))[0]).toMatchObject({ failure: { code: 'IMG.0027' } })
    expect([await shownTo(made, operator, image), await shownTo(made, colleague, image)]).toEqual([
      null,
      null,
    ])
    allow(operator, image)
    await cloudRead(made, operator, image)
    expect(await shownTo(made, colleague, image)).toBe(0)
  })

  test('outlives a restart, and is shown again once the cloud has let the user read', async () => {
    const made = await setUp()
    const { operator, colleague, image, world, store, add } = made
    await add(image, tenant(1))
    await cloudRead(made, operator, image)
    const next = await createCore(world, { store })
    expect(await shownTo(next, operator, image)).toBeNull()
    expect((await store.members.find(operator.project.id, [image])).get(image)?.byProject.size).toBe(1)
    await cloudRead(next, colleague, image)
    expect([await shownTo(next, operator, image), await shownTo(next, colleague, image)]).toEqual([null, 1])
    const again = await world.driver.signIn(OPERATOR)
    expect(await shownTo(made, again, image)).toBeNull()
  })

  test('believes a yes for ten minutes', async () => {
    const made = await setUp()
    const { operator, image, world } = made
    await cloudRead(made, operator, image)
    world.clock.advance(10 * MINUTE - 1)
    expect(await shownTo(made, operator, image)).toBe(0)
    world.clock.advance(1)
    expect(await shownTo(made, operator, image)).toBeNull()
  })

  test('asks no more with a token that is refused', async () => {
    const made = await setUp()
    const { access, operator, images, world, reads } = made
    world.faulty.answer = () => new Response('', { status: 401 })
    const ids = Array.from({ length: 50 }, (_, n) => images[n % images.length] ?? '')
    const readings = await access.read(operator, ids, { from: 'cloud' })
    for (const reading of readings) expect(reading).toMatchObject({ failure: { status: 401 } })
    // The next one may have had its place already.
    expect(reads()).toBeLessThanOrEqual(2)
  })

  test('stops the reads that nobody waits for any more', async () => {
    const made = await setUp()
    const { access, operator, images, begin, reads } = made
    const gone = new AbortController()
    const ids = Array.from({ length: 50 }, (_, n) => images[n % images.length] ?? '')
    const read = await begin(() => access.read(operator, ids, { from: 'cloud', signal: gone.signal }))
    gone.abort(new Error('gone'))
    read.arrive()
    await expect(read.end).rejects.toThrow()
    expect(reads()).toBe(1)
  })
})

test('a private image of Glance has no members: its 403 is no refusal', async () => {
  const made = await createAccessWorld({ flavour: 'glance' })
  const { operator, world } = made
  const hidden = (await world.driver.listImages(operator)).find(({ isShared }) => !isShared)?.id ?? ''
  expect((await cloudRead(made, operator, hidden))[0]).toMatchObject({ byProject: new Map() })
  expect(await shownTo(made, operator, hidden)).toBe(0)
})

/** Reads until the pace of the cloud allows for several reads at a time. */
async function warmUp(made: AccessWorld) {
  for (let n = 0; n < 20; n++) await cloudRead(made, made.operator, made.images[0] ?? '')
}
