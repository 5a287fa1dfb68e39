import { describe, expect, test } from 'vitest'
import { createCloudWorld, createCore } from '#testing/core-world'

const GONE = '99999999-9999-4999-8999-999999999999'
const imageFault = (status: number) => `00000000-0000-4000-8000-000000000${status}`

async function setUp() {
  const world = createCloudWorld({ projects: 20, images: 1 })
  world.clock.hold()
  const core = await createCore(world)
  const who = await core.credentials.own()
  const image = async (name: string) => {
    const found = (await core.cloudCache.images(who)).find((candidate) => candidate.name === name)
    if (!found) throw new Error(`no image ${name}`)
    return found
  }
  const requests = (path: RegExp) => world.seen.filter((request) => path.test(request.path)).length
  return { ...world, ...core, who, image, requests }
}

describe('images', () => {
  test('come with their sharing facts', async () => {
    const { image } = await setUp()
    expect(await image('ubuntu-24.04-lts-2026.10')).toMatchObject({
      kind: 'system',
      recipients: 42,
      recipientsAllowed: 256,
      keyId: null,
      obstacle: null,
    })
    expect(await image('ubuntu-24.04-lts-2026.11')).toMatchObject({ recipients: 0, obstacle: null })
    expect(await image('crm-appliance-full-ecs')).toMatchObject({
      kind: 'full-ecs',
      recipients: 9,
      recipientsAllowed: 10,
      obstacle: null,
    })
    expect(await image('agent-base-full')).toMatchObject({ obstacle: { code: 'IMG.0088' } })
    expect(await image('dns-appliance-full-ecs-csbs')).toMatchObject({ obstacle: { code: 'IMG.0135' } })
    expect(await image('ubuntu-24.04-lts-nightly')).toMatchObject({ obstacle: { code: 'IMG.0046' } })
    expect(await image('community-ubuntu-24.04')).toMatchObject({ obstacle: { code: 'IMG.0089' } })
    expect(await image('vault-base-custom-key')).toMatchObject({ keyId: expect.any(String), obstacle: null })
    expect(await image('vault-base-default-key')).toMatchObject({ obstacle: { code: 'IMG.0098' } })
    expect(await image('training-dataset-imagenet-2026')).toMatchObject({ kind: 'data' })
  })

  test('are newest first', async () => {
    const { cloudCache, who } = await setUp()
    const times = (await cloudCache.images(who)).map((image) => image.createdAt ?? 0)
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  test('are read again after a while, members of shared ones only', async () => {
    const { cloudCache, who, clock, requests } = await setUp()
    const shared = (await cloudCache.images(who)).filter((found) => found.recipients).length
    await cloudCache.images(who)
    expect(requests(/^\/v2\/cloudimages/)).toBe(1)
    expect(requests(/members$/)).toBe(shared)
    clock.advance(15_000)
    await cloudCache.images(who)
    expect(requests(/^\/v2\/cloudimages/)).toBe(2)
    expect(requests(/members$/)).toBe(shared)
    cloudCache.forget(who.project.id)
    await cloudCache.images(who)
    expect(requests(/^\/v2\/cloudimages/)).toBe(3)
    expect(requests(/members$/)).toBe(shared)
    clock.advance(60_000)
    await cloudCache.images(who)
    expect(requests(/members$/)).toBe(2 * shared)
  })

  test('whose members cannot be read are shown without their number', async () => {
    const { cloudCache, who, faulty } = await setUp()
    faulty.answer = ({ path }) => (path.endsWith('/members') ? new Response('', { status: 500 }) : null)
    const images = await cloudCache.images(who)
    const unknown = images.filter((found) => found.recipients === null)
    expect(unknown.length).toBeGreaterThan(0)
    for (const { recipientsReadAt, recipientsProblem } of unknown)
      expect([recipientsReadAt, recipientsProblem?.code]).toEqual([null, '500'])
  })

  test('whose members cannot be read again keep their number, and tell since when and why', async () => {
    const { cloudCache, who, faulty, clock } = await setUp()
    const broken = (await cloudCache.images(who)).find((found) => found.recipients)
    const readAt = clock.now()
    clock.advance(60_000)
    faulty.answer = ({ path }) =>
      path.includes(`${broken?.id}/members`) ? new Response('', { status: 500 }) : null
    const again = await cloudCache.images(who)
    expect(again.find((found) => found.id === broken?.id)).toMatchObject({
      recipients: broken?.recipients,
      recipientsReadAt: readAt,
      recipientsProblem: { code: '500', message: expect.any(String) },
    })
    expect(again.filter((found) => found.recipientsProblem !== null)).toHaveLength(1)
    faulty.answer = () => null
    const healed = (await cloudCache.images(who)).find((found) => found.id === broken?.id)
    expect(healed).toMatchObject({ recipientsReadAt: clock.now(), recipientsProblem: null })
  })

  /*
   * 10,000 images, most of them shared: the list came after fifteen seconds, when the last member had been counted.
   */
  test('do not wait for long until all members are counted', async () => {
    const { cloudCache, who, faulty, clock } = await setUp()
    let answer = () => {}
    const slow = new Promise<null>((resolve) => {
      answer = () => resolve(null)
    })
    faulty.answer = ({ path }) => (path.endsWith('/members') ? slow : null)
    clock.release()
    const before = await cloudCache.images(who)
    clock.hold()
    expect(before.some((found) => found.recipients === null)).toBe(true)
    expect(cloudCache.isCounting(who)).toBe(true)
    answer()
    const after = await cloudCache.images(who)
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after.every((found) => found.recipients !== null)).toBe(true)
    expect(cloudCache.isCounting(who)).toBe(false)
  })

  test('are counted with the token of who looks, and no longer than somebody does', async () => {
    const { cloudCache, who, faulty, clock, seen } = await setUp()
    let reads = 0
    faulty.answer = async ({ path }) => {
      if (!path.endsWith('/members')) return null
      reads += 1
      clock.advance(5000)
      return null
    }
    await cloudCache.images(who)
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
    expect(cloudCache.isCounting(who)).toBe(false)
    const shared = (await cloudCache.images(who)).filter(({ recipients }) => recipients !== 0).length
    expect(reads).toBeLessThan(shared)
    for (const { token } of seen.slice(1)) expect(token).toBe(who.token)
  })

  test('whose keys cannot be read can be chosen: the cloud decides', async () => {
    const { image, faulty } = await setUp()
    faulty.answer = ({ path }) => (path.endsWith('/describe-key') ? new Response('', { status: 500 }) : null)
    expect(await image('vault-base-default-key')).toMatchObject({ obstacle: null })
  })

  test('that cannot be listed are a failure, and the next attempt asks again', async () => {
    const { cloudCache, who, faulty } = await setUp()
    faulty.answer = () => new Response('', { status: 503 })
    await expect(cloudCache.images(who)).rejects.toMatchObject({ status: 503 })
    faulty.answer = () => null
    expect((await cloudCache.images(who)).length).toBeGreaterThan(0)
  })
})

describe('recipients', () => {
  test('are the other projects of the account and those of earlier jobs', async () => {
    const { cloudCache, who, runner, image, clock, driver } = await setUp()
    const account = await cloudCache.recipients(who)
    const all = await driver.listProjects(who)
    expect(all.map((project) => project.name)).toContain('MOS')
    expect(account.map((recipient) => recipient.name)).toContain('tenant-001')
    for (const left of ['MOS', 'legacy-closed', 'golden-images'])
      expect(account.map((recipient) => recipient.name)).not.toContain(left)
    const mine = account[0]?.id ?? ''
    const first = 'ab'.repeat(16)
    clock.release()
    await runner.submit(who, {
      action: 'share',
      set: { images: [(await image('rocky-9.6-2026.11')).id], projects: [mine, first, 'fault-pair'] },
      reason: '',
      key: null,
    })
    await runner.idle()
    const known = await cloudCache.recipients(who)
    expect(known.find((recipient) => recipient.id === mine)).toMatchObject({
      sources: ['account', 'history'],
      name: account[0]?.name,
      lastUsedAt: expect.any(Number),
    })
    expect(known.find((recipient) => recipient.id === first)).toMatchObject({ sources: ['history'] })
    // It was asked for, and never got anything: it stays a stranger, to be confirmed the next time as well.
    expect(known.find((recipient) => recipient.id === 'fault-pair')).toBeUndefined()
    expect(known).toHaveLength(account.length + 1)
  })

  test('are those of earlier jobs alone when the role may not list projects', async () => {
    const { cloudCache, who, faulty } = await setUp()
    faulty.answer = ({ path }) => (path === '/v3/auth/projects' ? new Response('', { status: 403 }) : null)
    expect(await cloudCache.recipients(who)).toEqual([])
  })
})

describe('names of images', () => {
  test('are known of own and foreign ones; what is not there is null', async () => {
    const { cloudCache, who, image } = await setUp()
    const { id } = await image('rocky-9.6-2026.11')
    const found = await cloudCache.describe(who, [id, GONE, imageFault(500)])
    expect(found.get(id)).toEqual({ name: 'rocky-9.6-2026.11' })
    expect(found.get(GONE)).toBeNull()
    expect(found.get(imageFault(500))).toEqual({ name: '' })
  })
  test('are a failure when none can be looked at and one for a reason', async () => {
    const { cloudCache, who } = await setUp()
    await expect(cloudCache.describe(who, [GONE, imageFault(403)])).rejects.toMatchObject({ status: 403 })
  })
  test('cost no request for own images once the list was read', async () => {
    const { cloudCache, who, image, seen } = await setUp()
    const { id } = await image('rocky-9.6-2026.11')
    await cloudCache.describe(who, [id])
    seen.length = 0
    await cloudCache.describe(who, [id])
    expect(seen).toEqual([])
  })
  test('of an image newer than the list are asked for', async () => {
    const { cloudCache, who, driver, faulty } = await setUp()
    const images = await driver.listImages(who)
    faulty.answer = ({ path }) =>
      path.startsWith('/v2/cloudimages') ? Response.json({ images: images.slice(1) }) : null
    expect((await cloudCache.describe(who, [images[0]?.id ?? ''])).get(images[0]?.id ?? '')).toEqual({
      name: images[0]?.name,
    })
  })
})
