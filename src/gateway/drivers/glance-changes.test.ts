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
  const { driver, who, image, upset } = await setUp()
  const row = { image_id: image, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-02-02T00:00:00Z' }
  upset.answer = () =>
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
    const { driver, who, image, project, second, upset, clock, members } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project, second] }))
    const times: number[] = []
    upset.answer = ({ method, path }) => {
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
    const { driver, who, image, project, upset } = await setUp()
    const row = { image_id: image, member_id: project, status: 'pending', created_at: '', updated_at: '' }
    let rows = 9
    upset.answer = ({ method }) => {
      if (method === 'GET') return Response.json({ members: Array.from({ length: rows }, () => row) })
      rows -= 1
      return new Response(null, { status: 204 })
    }
    const events = await collect(driver.unshare(who, { images: [image], projects: [project] }))
    expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
    expect(rows).toBe(0)
  })

  test('a call that failed though it was carried out counts as done', async () => {
    const { driver, who, image, project, upset, cloud } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project] }))
    upset.answer = async (request) => {
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
    const { driver, who, image, project, second, upset } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project, second] }))
    upset.answer = ({ method, path }) =>
      method === 'DELETE' && path.endsWith(project) ? new Response(null, { status: 204 }) : null
    const events = await collect(driver.unshare(who, { images: [image], projects: [project, second] }))
    expect(failures(events)).toEqual([expect.objectContaining({ project, code: 'IMG.0113' })])
  })
})
