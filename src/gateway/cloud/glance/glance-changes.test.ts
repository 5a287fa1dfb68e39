import { describe, expect, test } from 'vitest'
import type { SeenRequest } from '#testing/core-world'
import { carryOut } from '#testing/core-world'
import { collect, failures, createGlanceWorld as setUp } from '#testing/glance-world'

describe('a private image', () => {
  async function makePrivate() {
    const world = await setUp()
    const { driver, who, image, project } = world
    await collect(driver.share(who, { images: [image], projects: [project] }))
    const patch = [{ op: 'replace', path: '/visibility', value: 'private' }]
    const headers = {
      'X-Auth-Token': who.token,
      'Content-Type': 'application/openstack-images-v2.1-json-patch',
    }
    const body = JSON.stringify(patch)
    await world.cloud.fetch(
      new Request(`http://cloud.test/v2/images/${image}`, { method: 'PATCH', headers, body }),
    )
    world.seen.length = 0
    return world
  }
  const patches = (seen: SeenRequest[]) => seen.filter(({ method }) => method === 'PATCH')

  test('has no members, and its members cannot be read as a failure', async () => {
    const { driver, who, image, members } = await makePrivate()
    expect(await members(image)).toEqual([])
    expect(await driver.showImage(who, image)).toMatchObject({ isShared: false, becomesShared: true })
  })
  test('is not changed by a share that nobody agreed to', async () => {
    const { driver, who, image, second, seen } = await makePrivate()
    const events = await collect(driver.share(who, { images: [image], projects: [second] }))
    expect(failures(events)).toEqual([expect.objectContaining({ code: 'CONSOLE.NOT_SHARED' })])
    expect(patches(seen)).toEqual([])
  })
  test('is made shared once where that was agreed to; the members of before come back', async () => {
    const { driver, who, image, other, projects, seen, members } = await makePrivate()
    const batch = { images: [image, other], projects, makeShared: true }
    expect((await collect(driver.share(who, batch))).at(-1)).toMatchObject({ outcome: 'success' })
    expect(patches(seen)).toHaveLength(1)
    expect(await members(image)).toEqual([...projects].sort())
  })
})

test('since when a project is a member, Glance tells only until it has answered', async () => {
  // It uses the row of a member again: `created_at` stays when a pair is taken away and shared anew.
  const { driver, who, image, faulty } = await setUp()
  const row = { image_id: image, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-02-02T00:00:00Z' }
  faulty.answer = () =>
    Response.json({
      members: [
        { ...row, member_id: 'a', status: 'pending' },
        { ...row, member_id: 'b', status: 'accepted' },
      ],
    })
  expect((await driver.listMembers(who, image)).map(({ created_at }) => created_at)).toEqual([
    '2026-02-02T00:00:00Z',
    '',
  ])
})

describe('stopping', () => {
  test('a pair that is there twice is removed twice, not within one second', async () => {
    // Glance can have a pair in two rows; MariaDB refuses to delete both in the same second.
    const { driver, who, image, project, second, faulty, clock, members } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project, second] }))
    const times: number[] = []
    faulty.answer = ({ method, path }) => {
      if (method !== 'DELETE' || !path.endsWith(project)) return null
      times.push(clock.now())
      return times.length === 1 ? new Response(null, { status: 204 }) : null
    }
    const events = await collect(driver.unshare(who, { images: [image], projects: [project, second] }))
    expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
    expect(await members(image)).toEqual([])
    expect(times).toHaveLength(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1000)
  })

  test('a pair that is there many times is removed as often as it takes', async () => {
    const { driver, who, image, project, faulty } = await setUp()
    const row = { image_id: image, member_id: project, status: 'pending', created_at: '', updated_at: '' }
    let rows = 9
    faulty.answer = ({ method }) => {
      if (method === 'GET') return Response.json({ members: Array.from({ length: rows }, () => row) })
      rows -= 1
      return new Response(null, { status: 204 })
    }
    const events = await collect(driver.unshare(who, { images: [image], projects: [project] }))
    expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
    expect(rows).toBe(0)
  })

  test('a call that failed though it was carried out counts as done', async () => {
    const { driver, who, image, project, faulty, cloud } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project] }))
    faulty.answer = async (request) => {
      if (request.method !== 'DELETE') return null
      await carryOut(cloud, request)
      return new Response('', { status: 504 })
    }
    expect(
      (await collect(driver.unshare(who, { images: [image], projects: [project] }))).at(-1),
    ).toMatchObject({
      outcome: 'success',
    })
  })

  test('one that never goes away fails, and no other', async () => {
    const { driver, who, image, project, second, faulty } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project, second] }))
    faulty.answer = ({ method, path }) =>
      method === 'DELETE' && path.endsWith(project) ? new Response(null, { status: 204 }) : null
    const events = await collect(driver.unshare(who, { images: [image], projects: [project, second] }))
    expect(failures(events)).toEqual([expect.objectContaining({ project, code: 'IMG.0113' })])
  })
})

/*
 * A definite refusal that concerns all pairs ended the stream without a word on pairs that had not been touched: they stayed
 * marked as sent, and what a colleague did with them afterwards counted as the doing of the job.
 */
describe('a pair for which no call can have done anything is told to be as it was', () => {
  const isCall = ({ method, path }: SeenRequest) =>
    path.includes('/members') && (method === 'POST' || method === 'DELETE')

  /** What is told about pairs until the change ends, when its calls and the reads between them are answered so. */
  async function meet(action: 'share' | 'unshare', call: () => Response | null, read: () => Response | null) {
    const { driver, who, image, project, second, faulty } = await setUp()
    if (action === 'unshare')
      await collect(driver.share(who, { images: [image], projects: [project, second] }))
    faulty.answer = (request) => {
      if (isCall(request)) return call()
      return request.path.endsWith('/members') ? read() : null
    }
    const told: string[] = []
    const begun = new Set<string>()
    const admit = async (pairs: readonly { project: string }[]) => {
      for (const pair of pairs) begun.add(pair.project)
    }
    try {
      for await (const event of driver[action](
        who,
        { images: [image], projects: [project, second] },
        { admit },
      ))
        if (event.kind === 'pair') told.push(`${event.outcome} ${event.project}`)
      throw new Error('the change has not failed')
    } catch (error) {
      expect(error).toMatchObject({ name: 'CloudFailure' })
    }
    return { told: told.sort(), untaken: [...begun].map((one) => `untaken ${one}`).sort() }
  }
  const answer = (status: number) => () => new Response('', { status })
  const asIs = () => null

  test.each(['share', 'unshare'] as const)('when a %s is throttled for long', async (action) => {
    const { told, untaken } = await meet(action, answer(429), asIs)
    expect(told).toEqual(untaken)
  })
  test.each(['share', 'unshare'] as const)(
    'when a %s is throttled and the members cannot be read',
    async (action) => {
      const { told, untaken } = await meet(action, answer(429), answer(503))
      expect(told).toEqual(untaken)
    },
  )
  test.each(['share', 'unshare'] as const)('but not when nobody knows how a %s ended', async (action) => {
    expect((await meet(action, answer(503), asIs)).told).toEqual([])
  })
})
