import { describe, expect, test } from 'vitest'
import { carryOut } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { collect, failures, GONE, createGlanceWorld as setUp } from '#testing/glance-world'
import { describeDriver } from '../conformance.ts'

describeDriver('Glance driver on the embedded cloud', async () => {
  const { driver, clock, image, other, project, second, who } = await setUp()
  return {
    ...{ driver, clock, login: OPERATOR },
    images: [image, other],
    recipients: [project, second],
    refused: who.project.id,
    unknownImage: GONE,
  }
})

describe('reading', () => {
  test('a list goes on as long as it names a next page, at the cloud of the settings only', async () => {
    const { driver, who, faulty, seen } = await setUp()
    const page = (id: string, next?: string) =>
      Response.json({ images: [{ id, status: 'active', owner: who.project.id }], next })
    faulty.answer = ({ path }) => {
      if (path.includes('os_hidden')) return page('hidden')
      if (path.includes('marker=b')) return page('c')
      return path.includes('marker=a')
        ? page('b', '/v2/images?marker=b')
        : page('a', '//evil.test/v2/images?marker=a')
    }
    expect((await driver.listImages(who)).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'hidden'])
    expect(seen).toHaveLength(4)
  })

  test('a list that repeats a page for ever is read once', async () => {
    const { driver, who, faulty, seen } = await setUp()
    faulty.answer = () =>
      Response.json({
        images: [{ id: 'a', status: 'active', owner: who.project.id }],
        next: '/v2/images?marker=a',
      })
    expect(await driver.listImages(who)).toHaveLength(2)
    expect(seen).toHaveLength(4)
  })

  test('an image is told by its native properties', async () => {
    const { driver, who, named } = await setUp()
    expect(await driver.showImage(who, named('vault-base-custom-key'))).toMatchObject({
      keyId: expect.any(String),
      isShared: true,
      sizeBytes: expect.any(Number),
      os: expect.stringMatching(/^debian \d/),
      obstacle: null,
    })
    expect(await driver.showImage(who, named('ubuntu-24.04-lts-nightly'))).toMatchObject({ obstacle: null })
    expect(await driver.showImage(who, named('community-ubuntu-24.04'))).toMatchObject({
      obstacle: { code: 'IMG.0089' },
    })
  })

  test('of an error page only the words are told', async () => {
    const { driver, who, image, faulty } = await setUp()
    const html =
      '<html><head><title>403</title></head><body><h1>403 Forbidden</h1>Not <b>you</b>.<br /><br /></body></html>'
    faulty.answer = () => new Response(html, { status: 403, headers: { 'x-openstack-request-id': 'req-1' } })
    await expect(driver.listImages(who)).rejects.toMatchObject({
      status: 403,
      requestId: 'req-1',
      message: '403 403 Forbidden Not you .',
    })
    expect((await collect(driver.share(who, { images: [image], projects: ['a'] })))[1]).toMatchObject({
      code: '403',
      message: expect.stringContaining('req-1'),
    })
  })
})

describe('sharing', () => {
  test('makes several calls at a time, never two of one pair, however many jobs want it', async () => {
    const { driver, who, image, other, projects, faulty, clock, members } = await setUp()
    const underWay = new Map<string, number>()
    let most = 0
    faulty.answer = async ({ method, path, body }) => {
      if (method !== 'POST') return null
      const pair = path + body
      underWay.set(pair, (underWay.get(pair) ?? 0) + 1)
      most = Math.max(most, underWay.size)
      expect(underWay.get(pair)).toBe(1)
      await clock.sleep(25)
      underWay.delete(pair)
      return null
    }
    const batch = { images: [image, other], projects }
    const backwards = { images: [other, image], projects: [...projects].reverse() }
    const all = await Promise.all([batch, backwards, batch].map((one) => collect(driver.share(who, one))))
    for (const events of all) expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
    expect(most).toBeGreaterThan(3)
    expect(await members(image)).toEqual([...projects].sort())
    // Each pair is new to one of them, and was there for the others.
    const wereThere = all
      .flat()
      .filter((event) => event.kind === 'pair' && 'by' in event && event.by === 'others')
    expect(wereThere).toHaveLength(2 * 2 * projects.length)
  })

  test('a call that broke after it was carried out is not made again', async () => {
    const { driver, who, image, project, faulty, cloud, posts, members } = await setUp()
    faulty.answer = async (request) => {
      if (request.method !== 'POST') return null
      await carryOut(cloud, request)
      return new Error('socket hang up')
    }
    const events = await collect(driver.share(who, { images: [image], projects: [project] }))
    // Somebody else may have added it while nobody knew how the call had ended.
    expect(events[1]).toEqual({ kind: 'pair', image, project, outcome: 'success', by: 'unknown' })
    expect(posts()).toHaveLength(1)
    expect(await members(image)).toEqual([project])
  })

  test('a call that failed is made again once the members were read, a while later', async () => {
    const { driver, who, image, project, faulty, seen, clock } = await setUp()
    let left = 2
    let failedAt = 0
    faulty.answer = ({ method }) => {
      if (method === 'GET' && failedAt > 0) expect(clock.now() - failedAt).toBeGreaterThanOrEqual(1000)
      if (method !== 'POST' || left-- <= 0) return null
      failedAt = clock.now()
      return new Response('<html>Bad Gateway</html>', { status: 502 })
    }
    const events = await collect(driver.share(who, { images: [image], projects: [project] }))
    expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
    expect(seen.map(({ method }) => method).join(' ')).toBe('GET POST GET POST GET POST')
  })

  test('an image that cannot be looked at is tried all the same', async () => {
    const { driver, who, image, project, faulty, members } = await setUp()
    faulty.answer = ({ method, path }) =>
      method === 'GET' && path.endsWith(image) ? new Response('', { status: 500 }) : null
    await collect(driver.share(who, { images: [image], projects: [project] }))
    expect(await members(image)).toEqual([project])
  })

  test('one pair that fails for ever fails alone', async () => {
    const { driver, who, image, projects, project, faulty, members } = await setUp()
    faulty.answer = ({ method, body }) =>
      method === 'POST' && body.includes(project)
        ? Response.json({ code: '500 Oops' }, { status: 500 })
        : null
    const events = await collect(driver.share(who, { images: [image], projects }))
    expect(failures(events)).toEqual([expect.objectContaining({ project, code: '500' })])
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', code: '500' })
    expect(await members(image)).toHaveLength(projects.length - 1)
  })

  test('a cloud that throttles is asked again after the time that it names', async () => {
    const { driver, who, image, project, faulty, clock } = await setUp()
    const times: number[] = []
    faulty.answer = ({ method }) => {
      if (method !== 'POST') return null
      times.push(clock.now())
      return times.length === 1 ? new Response('', { status: 429, headers: { 'Retry-After': '7' } }) : null
    }
    const events = await collect(driver.share(who, { images: [image], projects: [project] }))
    expect(events.at(-1)).toMatchObject({ outcome: 'success' })
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(7000)
  })

  test.each([
    [503, 'is thrown'],
    [0, 'is thrown'],
  ])('a cloud that is away for long (%i) is no matter of single pairs: it %s', async (status) => {
    const { driver, who, image, projects, faulty } = await setUp()
    faulty.answer = ({ method }) => {
      if (method !== 'POST') return null
      return status === 0 ? new Error('refused') : new Response('', { status })
    }
    await expect(collect(driver.share(who, { images: [image], projects }))).rejects.toMatchObject({ status })
  })

  test('a token that ends in the middle ends the stream, after all that was under way', async () => {
    const { driver, who, image, projects, faulty, clock, posts } = await setUp()
    let answered = 0
    faulty.answer = async ({ method }) => {
      if (method !== 'POST') return null
      await clock.sleep(20)
      answered += 1
      return posts().length > 10 ? new Response('', { status: 401 }) : null
    }
    await expect(collect(driver.share(who, { images: [image], projects }))).rejects.toMatchObject({
      status: 401,
    })
    expect(answered).toBe(posts().length)
    expect(posts().length).toBeLessThan(projects.length)
  })

  test('who stops listening waits for what is under way, and nothing more is begun', async () => {
    const { driver, who, image, other, projects, faulty, clock, posts } = await setUp()
    let underWay = 0
    faulty.answer = async ({ method }) => {
      if (method !== 'POST') return null
      underWay += 1
      await clock.sleep(20)
      underWay -= 1
      return null
    }
    for await (const event of driver.share(who, { images: [image, other], projects }))
      if (event.kind === 'pair' && posts().length > 4) break
    expect(underWay).toBe(0)
    const made = posts().length
    expect(made).toBeLessThan(2 * projects.length)
    await clock.sleep(1000)
    expect(posts()).toHaveLength(made)
  })

  test('of a full image the members decide: who is one has it, for all others there is no place', async () => {
    const { driver, who, image, project, second, faulty, members } = await setUp()
    await collect(driver.share(who, { images: [image], projects: [project] }))
    faulty.answer = ({ method }) => (method === 'POST' ? new Response('', { status: 413 }) : null)
    const events = await collect(driver.share(who, { images: [image], projects: [project, second] }))
    expect(events).toContainEqual(expect.objectContaining({ project, outcome: 'success', by: 'others' }))
    expect(failures(events)).toEqual([expect.objectContaining({ project: second, code: 'IMG.0088' })])
    expect(await members(image)).toEqual([project])
  })

  test('with the owner itself is refused, though Glance would take it', async () => {
    const { driver, who, image, posts } = await setUp()
    const events = await collect(driver.share(who, { images: [image], projects: [who.project.id] }))
    expect(failures(events)).toEqual([expect.objectContaining({ code: 'IMG.0076' })])
    expect(posts()).toEqual([])
  })

  test('images that are public, or not visible, fail with a reason and no call', async () => {
    const { driver, who, named, project, posts } = await setUp()
    const images = [named('community-ubuntu-24.04'), GONE]
    const codes = failures(await collect(driver.share(who, { images, projects: [project] }))).map(
      (e) => e.code,
    )
    expect(codes.sort()).toEqual(['IMG.0027', 'IMG.0089'])
    expect(posts()).toEqual([])
  })
})
