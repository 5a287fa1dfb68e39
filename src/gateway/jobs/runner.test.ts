import { describe, expect, test } from 'vitest'
import { MAX_PAIRS } from '#contract/pair'
import { createRunnerWorld } from '#testing/runner-world'
import { submissionKey } from '../store/history/submissions.ts'

const GONE = '99999999-9999-4999-8999-999999999999'
const imageFault = (status: number) => `00000000-0000-4000-8000-000000000${status}`

const first = <T>(list: readonly T[], n: number) => list.slice(0, n)

describe('a job', () => {
  test('a job is partial, not failed, when pairs were as wanted before and the others cannot be', async () => {
    const { who, images, projects, submit, finish } = await createRunnerWorld()
    const [image = ''] = images
    const [member = ''] = projects
    await finish(await submit([image], [member]))
    const { job: some } = await finish(await submit([image], [member, who.project.id]))
    expect(some).toMatchObject({ status: 'partial', pairs: { unchanged: 1, impossible: 1, done: 0 } })
    const { job: none } = await finish(await submit([image], [who.project.id]))
    expect(none).toMatchObject({ status: 'failed', pairs: { impossible: 1 }, problem: { code: 'IMG.0076' } })
  })

  test('is stored with all its pairs before anything is sent, runs, and is confirmed by the members', async () => {
    const { world, store, who, images, projects, submit, finish, members } = await createRunnerWorld()
    let stored: unknown
    world.faulty.answer = async ({ path }) => {
      // The first that the run does is to read the members.
      if (/^\/v2\/images\/.*\/members$/.test(path))
        stored ??= (await store.jobs.page(who, {}, undefined, 1)).jobs[0]
      return null
    }
    const id = await submit(first(images, 2), first(projects, 3))
    const { job, pairs } = await finish(id)
    expect(stored).toMatchObject({ id, status: 'running', pairs: { total: 6, waiting: 6 } })
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
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    await finish(await submit(first(images, 1), first(projects, 2)))
    world.seen.length = 0
    const { job } = await finish(await submit(first(images, 2), first(projects, 3)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { total: 6, done: 4, unchanged: 2 } })
    const sent = world.changes().flatMap(({ body }) => {
      const set = JSON.parse(body) as { images: string[]; projects: string[] }
      return set.images.flatMap((image) => set.projects.map((project) => `${image} ${project}`))
    })
    expect(sent.sort()).toEqual(
      [
        `${images[0]} ${projects[2]}`,
        ...first(projects, 3).map((project) => `${images[1]} ${project}`),
      ].sort(),
    )
  })

  test('that changes nothing makes no call', async () => {
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    await finish(await submit(first(images, 1), first(projects, 2)))
    world.seen.length = 0
    const { job } = await finish(await submit(first(images, 1), first(projects, 2)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { unchanged: 2 }, calls: [] })
    expect(world.changes()).toHaveLength(0)
  })

  test('stops sharing what is shared, and leaves the rest', async () => {
    const { world, images, projects, submit, finish, members } = await createRunnerWorld()
    await finish(await submit(first(images, 1), first(projects, 3)))
    world.seen.length = 0
    const { job, pairs } = await finish(await submit(first(images, 1), projects.slice(1, 5), 'unshare'))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2, unchanged: 2 } })
    expect(pairs.every((p) => p.present === false)).toBe(true)
    expect(world.changes()).toMatchObject([{ method: 'DELETE' }])
    expect(await members(images[0] ?? '')).toEqual(first(projects, 1))
  })

  test('has counters that add up, and a higher revision, after every single write', async () => {
    const { images, projects, submit, finish, store, who, detail } = await createRunnerWorld()
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
    expect((await store.jobs.changes(who, revisions.at(-2) ?? 0)).jobs).toHaveLength(1)
  })

  test('is made once for one key, and knows no duplicates', async () => {
    const { runner, images, projects, who, finish, store } = await createRunnerWorld()
    const request = {
      action: 'share' as const,
      set: {
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
    expect((await store.jobs.page(who, {}, undefined, 10)).jobs).toHaveLength(1)
    expect((await store.jobs.byKey(who.project.id, submissionKey(who.user.id, 'one-click')))?.id).toBe(
      a.jobId,
    )
  })

  test('waits for an earlier job with the same image: unsharing does not overtake sharing', async () => {
    const { images, projects, submit, finish, detail, members } = await createRunnerWorld()
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
    const { projects, submit } = await createRunnerWorld()
    await expect(submit([GONE], projects)).rejects.toMatchObject({ status: 404, code: 'IMG.0027' })
  })
  test.each([403, 500, 503])('with %s when the cloud answers so to every image', async (status) => {
    const { projects, submit } = await createRunnerWorld()
    await expect(submit([imageFault(status)], projects)).rejects.toMatchObject({ status })
  })
  test('when it has more pairs than a job may have', async () => {
    const { images, submit, world } = await createRunnerWorld()
    const many = Array.from({ length: MAX_PAIRS + 1 }, (_, n) => `project-${n}`)
    await expect(submit(first(images, 1), many)).rejects.toMatchObject({ status: 400, code: 'IMG.0001' })
    expect(world.seen).toEqual([])
  })
})

describe('a pair', () => {
  test('that the cloud refuses keeps its code; the others arrive', async () => {
    const { images, projects, submit, finish } = await createRunnerWorld()
    const { job, pairs } = await finish(await submit(first(images, 2), [...first(projects, 2), 'fault-pair']))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 4, failed: 2 }, problem: null })
    expect(pairs[0]).toMatchObject({ state: 'failed', claim: 'failed', present: false, code: 'IMG.0112' })
  })

  test('that was claimed but is not there is unconfirmed', async () => {
    const { images, projects, submit, finish } = await createRunnerWorld()
    const { job, pairs } = await finish(await submit(first(images, 1), [...first(projects, 1), 'fault-lie']))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, unconfirmed: 1 } })
    expect(pairs[0]).toMatchObject({ claim: 'success', present: false, code: 'CONSOLE.NOT_CONFIRMED' })
  })

  test('of an image that is gone fails alone', async () => {
    const { world, images, projects, submit, finish, pairOf } = await createRunnerWorld()
    const { job, pairs } = await finish(await submit([GONE, images[0] ?? ''], first(projects, 1)))
    expect(job.status).toBe('partial')
    expect(pairOf(job, pairs, GONE, projects[0] ?? '')).toMatchObject({ state: 'failed', code: 'IMG.0027' })
    expect(world.changes().map(({ body }) => JSON.parse(body).images)).toEqual([[images[0]]])
  })

  test('of an image whose members cannot be read fails after some tries, and holds up no other', async () => {
    const { images, projects, submit, finish, pairOf } = await createRunnerWorld()
    const broken = imageFault(500)
    const { job, pairs } = await finish(await submit([broken, images[0] ?? ''], first(projects, 1)))
    expect(pairOf(job, pairs, broken, projects[0] ?? '')).toMatchObject({ state: 'failed', code: 'IMG.0061' })
    expect(pairOf(job, pairs, images[0] ?? '', projects[0] ?? '')).toMatchObject({ state: 'done' })
  })
})
