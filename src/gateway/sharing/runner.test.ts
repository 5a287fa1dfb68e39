import { describe, expect, test } from 'vitest'
import type { JobDetail, Pair } from '#contract/job'
import { createCloudWorld, createCore } from '#testing/core-world'
import { MAX_PAIRS } from './runner.ts'

const GONE = '99999999-9999-4999-8999-999999999999'
const imageFault = (status: number) => `00000000-0000-4000-8000-000000000${status}`

async function setUp(o: Parameters<typeof createCore>[1] = {}) {
  const world = createCloudWorld({ projects: 20, images: 1 })
  const core = await createCore(world, o)
  const who = await world.driver.signIn({
    user: 'operator',
    password: 'operator',
    domain: 'demo',
    project: 'golden-images',
  })
  const own = await core.catalog.images(who)
  const images = own
    .filter((i) => !i.obstacle && i.kind === 'system' && !i.encrypted && i.recipients === 0)
    .map((i) => i.id)
  const projects = (await core.catalog.recipients(who)).map((r) => r.id)
  world.seen.length = 0

  const submit = async (
    images: string[],
    projects: string[],
    action: 'share' | 'unshare' = 'share',
    key = null,
  ) => (await core.runner.submit(who, { action, batch: { images, projects }, reason: 'CHG-1', key })).jobId
  const detail = async (id: string) => {
    const job = await core.store.jobs.detail(who.project.id, id)
    if (!job) throw new Error('no such job')
    return job
  }
  const finish = async (id: string) => {
    await core.runner.idle()
    const job = await detail(id)
    const page = await core.store.jobs.pairs(who.project.id, id, { limit: 1000 })
    return { job, pairs: page?.pairs ?? [] }
  }
  const pairOf = (job: JobDetail, pairs: Pair[], image: string, project: string) =>
    pairs.find((p) => job.images[p.image]?.id === image && job.projects[p.project]?.id === project)
  const members = async (image: string) =>
    (await world.driver.listMembers(who, image)).map((member) => member.member_id)
  return { world, ...core, who, images, projects, submit, detail, finish, pairOf, members }
}

const first = <T>(list: readonly T[], n: number) => list.slice(0, n)

describe('a job', () => {
  test('is stored with all its pairs before anything is sent, runs, and is confirmed by the members', async () => {
    const { world, images, projects, submit, detail, finish, members } = await setUp()
    world.clock.hold()
    const id = await submit(first(images, 2), first(projects, 3))
    expect(world.changes()).toHaveLength(0)
    expect(await detail(id)).toMatchObject({ status: 'queued', pairs: { total: 6, waiting: 6 } })
    world.clock.release()

    const { job, pairs } = await finish(id)
    expect(job).toMatchObject({
      status: 'succeeded',
      action: 'share',
      reason: 'CHG-1',
      user: { name: 'operator' },
      project: { name: 'golden-images' },
      pairs: { total: 6, done: 6, waiting: 0, sent: 0 },
      problem: null,
    })
    expect(job.images.every((image) => image.name !== '')).toBe(true)
    expect(job.projects.every((project) => project.name !== '')).toBe(true)
    expect(job.calls).toMatchObject([
      {
        method: 'POST',
        path: '/v1/cloudimages/members',
        images: 2,
        projects: 3,
        status: 'success',
        attempt: 1,
      },
    ])
    expect(pairs.every((p) => p.state === 'done' && p.claim === 'success' && p.present)).toBe(true)
    expect((await members(images[0] ?? '')).sort()).toEqual(first(projects, 3).sort())
  })

  test('sends only what is missing', async () => {
    const { world, images, projects, submit, finish } = await setUp()
    await finish(await submit(first(images, 1), first(projects, 2)))
    world.seen.length = 0
    const { job } = await finish(await submit(first(images, 2), first(projects, 3)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { total: 6, done: 4, unchanged: 2 } })
    const sent = world.changes().flatMap(({ body }) => {
      const batch = JSON.parse(body) as { images: string[]; projects: string[] }
      return batch.images.flatMap((image) => batch.projects.map((project) => `${image} ${project}`))
    })
    expect(sent.sort()).toEqual(
      [
        `${images[0]} ${projects[2]}`,
        ...first(projects, 3).map((project) => `${images[1]} ${project}`),
      ].sort(),
    )
  })

  test('that changes nothing makes no call', async () => {
    const { world, images, projects, submit, finish } = await setUp()
    await finish(await submit(first(images, 1), first(projects, 2)))
    world.seen.length = 0
    const { job } = await finish(await submit(first(images, 1), first(projects, 2)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { unchanged: 2 }, calls: [] })
    expect(world.changes()).toHaveLength(0)
  })

  test('stops sharing what is shared, and leaves the rest', async () => {
    const { world, images, projects, submit, finish, members } = await setUp()
    await finish(await submit(first(images, 1), first(projects, 3)))
    world.seen.length = 0
    const { job, pairs } = await finish(await submit(first(images, 1), projects.slice(1, 5), 'unshare'))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2, unchanged: 2 } })
    expect(pairs.every((p) => p.present === false)).toBe(true)
    expect(world.changes()).toMatchObject([{ method: 'DELETE' }])
    expect(await members(images[0] ?? '')).toEqual(first(projects, 1))
  })

  test('has counters that add up, and a higher revision, after every single write', async () => {
    const { images, projects, submit, finish, store, who, detail } = await setUp()
    const revisions: number[] = []
    let id = ''
    for (const name of ['begin', 'openCall', 'accepted', 'savePairs', 'closeCall', 'finish'] as const) {
      const write = store.runs[name] as (...args: unknown[]) => Promise<unknown>
      Object.assign(store.runs, {
        [name]: async (...args: unknown[]) => {
          const result = await write(...args)
          const { total, ...states } = (await detail(id)).pairs
          expect(Object.values(states).reduce((sum, n) => sum + n, 0)).toBe(total)
          revisions.push((await detail(id)).revision)
          return result
        },
      })
    }
    id = await submit(first(images, 3), [...first(projects, 3), 'fault-pair'])
    await finish(id)
    expect(revisions.length).toBeGreaterThan(5)
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
    expect((await store.jobs.changes(who.project.id, revisions.at(-2) ?? 0)).jobs).toHaveLength(1)
  })

  test('is made once for one key, and knows no duplicates', async () => {
    const { runner, images, projects, who, finish, store } = await setUp()
    const request = {
      action: 'share' as const,
      batch: {
        images: [images[0] ?? '', (images[0] ?? '').toUpperCase()],
        projects: [projects[0] ?? '', projects[0] ?? ''],
      },
      reason: '',
      key: 'one-click',
    }
    const [a, b] = await Promise.all([runner.submit(who, request), runner.submit(who, request)])
    expect(b).toEqual(a)
    expect(await runner.submit(who, request)).toEqual(a)
    const { job } = await finish(a.jobId)
    expect(job.pairs).toMatchObject({ total: 1, done: 1 })
    expect((await store.jobs.page(who.project.id, {}, undefined, 10)).jobs).toHaveLength(1)
    expect((await store.jobs.byKey(who.project.id, 'one-click'))?.id).toBe(a.jobId)
  })

  test('waits for an earlier job with the same image: unsharing does not overtake sharing', async () => {
    const { images, projects, submit, finish, detail, members } = await setUp()
    const share = await submit(first(images, 1), first(projects, 2))
    const unshare = await submit(first(images, 1), first(projects, 2), 'unshare')
    const { job } = await finish(unshare)
    expect(job.pairs).toMatchObject({ done: 2 })
    expect((await detail(share)).endedAt).toBeLessThanOrEqual(job.startedAt ?? 0)
    expect(await members(images[0] ?? '')).toEqual([])
  })
})

describe('a submission is refused', () => {
  test('when none of the images is there', async () => {
    const { projects, submit } = await setUp()
    await expect(submit([GONE], projects)).rejects.toMatchObject({ status: 404, code: 'IMG.0027' })
  })
  test.each([403, 500, 503])('with %s when the cloud answers so to every image', async (status) => {
    const { projects, submit } = await setUp()
    await expect(submit([imageFault(status)], projects)).rejects.toMatchObject({ status })
  })
  test('when it has more pairs than a job may have', async () => {
    const { images, submit, world } = await setUp()
    const many = Array.from({ length: MAX_PAIRS + 1 }, (_, n) => `project-${n}`)
    await expect(submit(first(images, 1), many)).rejects.toMatchObject({ status: 400, code: 'IMG.0001' })
    expect(world.seen).toEqual([])
  })
})

describe('a pair', () => {
  test('that the cloud refuses keeps its code; the others arrive', async () => {
    const { images, projects, submit, finish } = await setUp()
    const { job, pairs } = await finish(await submit(first(images, 2), [...first(projects, 2), 'fault-pair']))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 4, failed: 2 }, problem: null })
    expect(pairs[0]).toMatchObject({ state: 'failed', claim: 'failed', present: false, code: 'IMG.0112' })
  })

  test('that was claimed but is not there is unconfirmed', async () => {
    const { images, projects, submit, finish } = await setUp()
    const { job, pairs } = await finish(await submit(first(images, 1), [...first(projects, 1), 'fault-lie']))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, unconfirmed: 1 } })
    expect(pairs[0]).toMatchObject({ claim: 'success', present: false, code: 'CONSOLE.NOT_CONFIRMED' })
  })

  test('of an image that is gone fails alone', async () => {
    const { world, images, projects, submit, finish, pairOf } = await setUp()
    const { job, pairs } = await finish(await submit([GONE, images[0] ?? ''], first(projects, 1)))
    expect(job.status).toBe('partial')
    expect(pairOf(job, pairs, GONE, projects[0] ?? '')).toMatchObject({ state: 'failed', code: 'IMG.0027' })
    expect(world.changes().map(({ body }) => JSON.parse(body).images)).toEqual([[images[0]]])
  })

  test('of an image whose members cannot be read fails after some tries, and holds up no other', async () => {
    const { images, projects, submit, finish, pairOf } = await setUp()
    const broken = imageFault(500)
    const { job, pairs } = await finish(await submit([broken, images[0] ?? ''], first(projects, 1)))
    expect(pairOf(job, pairs, broken, projects[0] ?? '')).toMatchObject({ state: 'failed', code: 'IMG.0061' })
    expect(pairOf(job, pairs, images[0] ?? '', projects[0] ?? '')).toMatchObject({ state: 'done' })
  })
})

describe('a call', () => {
  test('whose job is lost is settled by the members', async () => {
    const { images, projects, submit, finish } = await setUp()
    const { job } = await finish(await submit(first(images, 1), [...first(projects, 2), 'fault-lose-job']))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 3 }, calls: [{ code: 'CONSOLE.LOST' }] })
  })

  test('whose job never ends is given up at the deadline, and what it did counts', async () => {
    const { images, projects, submit, finish } = await setUp()
    const { job, pairs } = await finish(
      await submit(first(images, 1), [...first(projects, 2), 'fault-stall']),
    )
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 2, failed: 1 } })
    expect(pairs[0]).toMatchObject({ code: 'CONSOLE.TIMEOUT', claim: null, present: false })
    expect((job.endedAt ?? 0) - job.createdAt).toBeGreaterThanOrEqual(600_000)
  })

  test.each(['fault-no-results', 'fault-unknown-status', 'fault-slow'])('with %s succeeds', async (fault) => {
    const { images, projects, submit, finish } = await setUp()
    const { job } = await finish(await submit(first(images, 2), [...first(projects, 2), fault]))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 6 } })
  })

  test('that is throttled is made again after the time that the cloud asks for', async () => {
    const { world, images, submit, finish } = await setUp()
    const { job } = await finish(await submit(first(images, 1), ['fault-throttle']))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 1 } })
    expect(world.changes()).toHaveLength(3)
    expect(job.calls.map((call) => call.status)).toEqual(['interrupted', 'interrupted', 'success'])
    const [a, b, c] = job.calls.map((call) => call.startedAt)
    expect((b ?? 0) - (a ?? 0)).toBeGreaterThanOrEqual(2000)
    expect((c ?? 0) - (b ?? 0)).toBeGreaterThanOrEqual(2000)
  })

  test.each([
    ['fault-400', 'IMG.0018', 1],
    ['fault-401', 'APIGW.0307', 5],
    ['fault-403', 'IMG.0026', 1],
    ['fault-404', 'APIGW.0101', 1],
    ['fault-500', 'IMG.0061', 1],
    ['fault-503', 'APIGW.0201', 5],
    ['fault-hang', 'CONSOLE.UNREACHABLE', 5],
  ])('with %s fails with %s after %s tries, and the job says why', async (fault, code, tries) => {
    const { world, images, projects, submit, finish, members } = await setUp()
    const { job, pairs } = await finish(await submit(first(images, 1), [...first(projects, 1), fault]))
    expect(job).toMatchObject({ status: 'failed', pairs: { failed: 2 }, problem: { code } })
    expect(pairs.every((p) => p.code === code && p.claim === null && p.present === false)).toBe(true)
    expect(world.changes()).toHaveLength(tries)
    expect(await members(images[0] ?? '')).toEqual([])
  })
})

describe('a job waits', () => {
  test('while the cloud cannot be reached, and goes on by itself', async () => {
    const { world, images, projects, submit, finish, detail, logged } = await setUp()
    const id = await submit(first(images, 1), first(projects, 2))
    const back = world.clock.now() + 300_000
    const states = new Set<string>()
    world.upset.answer = () => {
      void detail(id).then((job) => states.add(`${job.status} ${job.problem?.code}`))
      return world.clock.now() < back ? new TypeError('fetch failed') : null
    }
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 }, problem: null })
    expect(states).toContain('waiting CONSOLE.UNREACHABLE')
    // Doubling pauses up to a minute: ten tries reach over five minutes.
    expect(logged.filter((line) => line.message === 'job set back').length).toBeLessThanOrEqual(10)
  })

  test('not at all when the configured login can be renewed in the middle of a call', async () => {
    const { world, images, projects, submit, finish } = await setUp()
    let dead: string | null = null
    world.upset.answer = ({ path, token }) => {
      if (path.includes('/jobs/')) dead ??= token
      return token !== null && token === dead
        ? Response.json({ error_code: 'APIGW.0307' }, { status: 401 })
        : null
    }
    const { job } = await finish(await submit(first(images, 1), first(projects, 2)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 } })
    expect(world.changes()).toHaveLength(1)
    expect(job.calls).toHaveLength(1)
  })

  test('for a sign-in when the token of a user dies, and goes on with the next one', async () => {
    const { world, images, projects, submit, runner, detail, finish, credentials, who } = await setUp({
      login: null,
    })
    await credentials.identify(who.token)
    world.upset.answer = ({ path, token }) =>
      token === who.token && path.includes('/jobs/')
        ? Response.json({ error_code: 'APIGW.0301', error_msg: `bad token ${token}` }, { status: 401 })
        : null
    const id = await submit(first(images, 1), first(projects, 2))
    await runner.idle()
    const parked = await detail(id)
    expect(parked).toMatchObject({ status: 'waiting', problem: { code: 'APIGW.0301' }, pairs: { sent: 2 } })
    expect(JSON.stringify(parked)).not.toContain(who.token)

    const next = await world.driver.signIn({
      user: 'operator',
      password: 'operator',
      domain: 'demo',
      project: 'golden-images',
    })
    await credentials.identify(next.token)
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 }, problem: null })
    expect(world.changes()).toHaveLength(1)
  })
})
