import { afterEach, describe, expect, test } from 'vitest'
import { createOpenstackCloud, missingCloud, type OpenstackCloud } from '#testing/openstack-cloud'
import { describeDriver } from './conformance.ts'
import type { BatchEvent, Identity } from './driver.ts'

/**
 * The driver on a real Keystone and Glance: `npm run test:openstack`, with the `OS_*` variables of a user who may make
 * images in a project and can enter two more.
 */
const missing = missingCloud()
if (missing) process.stderr.write(`Skipped: it ${missing}.\n`)

describe.skipIf(missing !== null)('OpenStack', () => {
  let world: { cloud: OpenstackCloud; who: Identity } | undefined

  const setUp = async () => {
    const cloud = await createOpenstackCloud()
    const who = await cloud.driver.signIn(cloud.login)
    world = { cloud, who }
    const [a, b] = (await cloud.driver.listProjects(who)).filter(
      (project) => project.enabled !== false && project.id !== who.project.id,
    )
    if (!a || !b) throw new Error('The user must be able to enter two more projects.')
    const recipients: [string, string] = [a.id, b.id]
    return { ...cloud, who, recipients, image: (properties?: object) => cloud.makeImage(who, properties) }
  }
  afterEach(async () => {
    await world?.cloud.clear(world.who)
    world = undefined
  })

  describeDriver('Glance driver on a real cloud', async () => {
    const { driver, clock, login, recipients, image, who } = await setUp()
    return {
      ...{ driver, clock, login, recipients },
      images: [await image(), await image()],
      refused: who.project.id,
      unknownImage: '99999999-9999-4999-8999-999999999999',
    }
  })

  test('a private image has no members, and gets some only when that was agreed to', async () => {
    const { driver, who, image, recipients } = await setUp()
    const id = await image({ visibility: 'private' })
    const batch = { images: [id], projects: recipients }
    expect(await driver.listMembers(who, id)).toEqual([])
    expect(await driver.showImage(who, id)).toMatchObject({ becomesShared: true, obstacle: null })
    const refused = await collect(driver.share(who, batch))
    expect(refused.filter((event) => event.kind === 'pair')).toEqual(
      recipients.map((project) => expect.objectContaining({ project, code: 'CONSOLE.NOT_SHARED' })),
    )
    expect(await driver.showImage(who, id)).toMatchObject({ becomesShared: true })
    expect((await collect(driver.share(who, { ...batch, makeShared: true }))).at(-1)).toMatchObject({
      outcome: 'success',
    })
    expect(await driver.showImage(who, id)).toMatchObject({ becomesShared: false, isShared: true })
    expect(await driver.listMembers(who, id)).toHaveLength(2)
  })

  test('hidden images and those without data are listed, and can be shared', async () => {
    const { driver, who, image, recipients } = await setUp()
    const id = await image({ os_hidden: true, os_distro: 'debian', os_version: '12' })
    const listed = (await driver.listImages(who)).find((one) => one.id === id)
    expect(listed).toMatchObject({ os: 'debian 12', status: 'queued', sizeBytes: null, obstacle: null })
    const events = await collect(driver.share(who, { images: [id], projects: recipients }))
    expect(events.at(-1)).toMatchObject({ outcome: 'success' })
  })

  test('a pair that was taken away and shared anew can be told from before', async () => {
    const { driver, who, image, recipients, clock } = await setUp()
    const batch = { images: [await image()], projects: [recipients[0]] }
    const since = async () => (await driver.listMembers(who, batch.images[0] ?? ''))[0]?.created_at
    await collect(driver.share(who, batch))
    const first = await since()
    await collect(driver.unshare(who, batch))
    // Glance tells whole seconds.
    await clock.sleep(1100)
    await collect(driver.share(who, batch))
    expect(await since()).not.toBe(first)
  })

  test('jobs that overlap, and one that repeats a pair, leave each pair once', async () => {
    const { driver, who, image, recipients } = await setUp()
    const batch = { images: [await image(), await image()], projects: recipients }
    const all = await Promise.all([1, 2, 3, 4].map(() => collect(driver.share(who, batch))))
    for (const events of all) expect(events.at(-1)).toMatchObject({ outcome: 'success' })
    const first = all.flat().filter((event) => event.kind === 'pair' && !('by' in event))
    expect(first).toHaveLength(4)
    for (const id of batch.images) {
      const members = (await driver.listMembers(who, id)).map((member) => member.member_id)
      expect(members.sort()).toEqual([...recipients].sort())
    }
  })

  test('a pair that Glance has several times is removed whole', async () => {
    const { driver, who, image, recipients, glance } = await setUp()
    const id = await image()
    const [project] = recipients
    // Whether Glance takes a pair twice is a matter of luck; either way none may be left.
    const add = () => glance(who, 'POST', `/images/${id}/members`, { member: project })
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(add))
    expect((await driver.listMembers(who, id)).length).toBeGreaterThan(0)
    expect((await collect(driver.unshare(who, { images: [id], projects: [project] }))).at(-1)).toMatchObject({
      outcome: 'success',
    })
    expect(await driver.listMembers(who, id)).toEqual([])
    expect((await glance(who, 'DELETE', `/images/${id}`)).status).toBe(204)
  })
})

async function collect(stream: AsyncIterable<BatchEvent>): Promise<BatchEvent[]> {
  const events: BatchEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}
