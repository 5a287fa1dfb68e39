import { describe, expect, test } from 'vitest'
import { carryOut, isBatch } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { createRunnerWorld } from '#testing/runner-world'

const first = <T>(list: readonly T[], n: number) => list.slice(0, n)

describe('a call', () => {
  test('whose job is lost is settled by the members', async () => {
    const { images, projects, submit, finish } = await createRunnerWorld()
    const { job } = await finish(await submit(first(images, 1), [...first(projects, 2), 'fault-lose-job']))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 3 }, calls: [{ code: 'CONSOLE.LOST' }] })
  })

  test('whose job never ends is given up at the deadline, and what it did counts', async () => {
    const { images, projects, submit, finish } = await createRunnerWorld()
    const { job, pairs } = await finish(
      await submit(first(images, 1), [...first(projects, 2), 'fault-stall']),
    )
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 2, failed: 1 } })
    expect(pairs[0]).toMatchObject({ code: 'CONSOLE.TIMEOUT', claim: null, present: false })
    expect((job.endedAt ?? 0) - job.createdAt).toBeGreaterThanOrEqual(600_000)
  })

  test.each(['fault-no-results', 'fault-unknown-status', 'fault-slow'])('with %s succeeds', async (fault) => {
    const { images, projects, submit, finish } = await createRunnerWorld()
    const { job } = await finish(await submit(first(images, 2), [...first(projects, 2), fault]))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 6 } })
  })

  test('that is throttled is made again after the time that the cloud asks for', async () => {
    const { world, images, submit, finish } = await createRunnerWorld()
    const { job } = await finish(await submit(first(images, 1), ['fault-throttle']))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 1 } })
    expect(world.changes()).toHaveLength(3)
    expect(job.calls.map((call) => call.status)).toEqual(['interrupted', 'interrupted', 'success'])
    const [a, b, c] = job.calls.map((call) => call.startedAt)
    expect((b ?? 0) - (a ?? 0)).toBeGreaterThanOrEqual(2000)
    expect((c ?? 0) - (b ?? 0)).toBeGreaterThanOrEqual(2000)
  })

  test.each([
    ['fault-400', 'IMG.0018'],
    ['fault-403', 'IMG.0026'],
    ['fault-404', 'APIGW.0101'],
  ])('that is refused because of one pair, %s, is made again without it', async (fault, code) => {
    const { world, images, projects, submit, finish, members } = await createRunnerWorld()
    const recipients = [...first(projects, 4), fault, ...projects.slice(4, 8)]
    const { job, pairs } = await finish(await submit(first(images, 2), recipients))
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 16, failed: 2 } })
    expect(pairs.filter(({ state }) => state === 'failed').map((pair) => pair.code)).toEqual([code, code])
    for (const image of first(images, 2))
      expect((await members(image)).sort()).toEqual(recipients.filter((id) => id !== fault).sort())
    // Nothing was refused twice in the same call, and nothing that was taken was sent again.
    const bodies = world.changes().map(({ body }) => body)
    expect(new Set(bodies).size).toBe(bodies.length)
    expect(job.calls.map(({ status }) => status)).toContain('failed')
  })

  /*
   * A call of a second attempt was refused as a whole, while somebody else added one of its pairs. That pair
   * had never been sent, but the other one had, so both counted as sent: the console took the pair for its
   * own, and an undo would have taken it away.
   */
  test('that is refused leaves each pair as it was, sent before or not', async () => {
    const core = await createRunnerWorld()
    const { world, images, projects, submit, finish, actions, who } = core
    const [image = ''] = images
    const [lost = '', late = ''] = projects
    const refused = () => Response.json({ error: { code: 'IMG.0018', message: 'No.' } }, { status: 400 })
    world.faulty.answer = (request) => {
      if (!isBatch(request)) return request.path.includes('/job') ? new Response('', { status: 404 }) : null
      return request.body.includes(late) ? refused() : Response.json({ job_id: 'abc1' })
    }
    const id = await submit([image], [lost, late])
    expect((await finish(id)).pairs.map(({ code }) => code).sort()).toEqual(['CONSOLE.LOST', 'IMG.0018'])

    world.faulty.answer = async (request) => {
      if (!isBatch(request) || JSON.parse(request.body).projects.length === 1) return null
      const added = { path: `/v2/images/${image}/members`, body: JSON.stringify({ member: late }) }
      await carryOut(world.cloud, { ...request, ...added })
      world.clock.advance(5000)
      return refused()
    }
    await actions.retry(who, id)
    expect((await finish(id)).job).toMatchObject({ status: 'succeeded', pairs: { done: 1, unchanged: 1 } })
  })

  test('that is refused whatever is in it is not made for ever', async () => {
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    world.faulty.answer = (request) =>
      isBatch(request)
        ? Response.json({ error: { code: 'IMG.0026', message: 'No.' } }, { status: 403 })
        : null
    const { job } = await finish(await submit(first(images, 4), first(projects, 14)))
    expect(job).toMatchObject({ status: 'failed', pairs: { total: 56, failed: 56 } })
    expect(world.changes().length).toBeLessThanOrEqual(81)
  })

  test('that may have no more than some IDs is made in parts', async () => {
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    world.faulty.answer = (request) =>
      isBatch(request) && JSON.parse(request.body).projects.length > 5
        ? Response.json({ error: { code: 'IMG.0001', message: 'Too many.' } }, { status: 400 })
        : null
    const { job } = await finish(await submit(first(images, 2), first(projects, 14)))
    expect(job).toMatchObject({ status: 'succeeded', pairs: { total: 28, done: 28 } })
  })

  test.each([
    ['fault-401', 'APIGW.0307', 5],
    ['fault-500', 'IMG.0061', 1],
    ['fault-503', 'APIGW.0201', 5],
    ['fault-hang', 'CONSOLE.UNREACHABLE', 5],
  ])('with %s fails with %s after %s tries, and the job says why', async (fault, code, tries) => {
    const { world, images, projects, submit, finish, members } = await createRunnerWorld()
    const { job, pairs } = await finish(await submit(first(images, 1), [...first(projects, 1), fault]))
    expect(job).toMatchObject({ status: 'failed', pairs: { failed: 2 }, problem: { code } })
    expect(pairs.every((p) => p.code === code && p.claim === null && p.present === false)).toBe(true)
    expect(world.changes()).toHaveLength(tries)
    expect(await members(images[0] ?? '')).toEqual([])
  })
})

describe('a job waits', () => {
  test('while the cloud cannot be reached, and goes on by itself', async () => {
    const { world, images, projects, submit, finish, detail, logged } = await createRunnerWorld()
    const id = await submit(first(images, 1), first(projects, 2))
    const back = world.clock.now() + 300_000
    const states = new Set<string>()
    world.faulty.answer = () => {
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
    const { world, images, projects, submit, finish } = await createRunnerWorld()
    let dead: string | null = null
    world.faulty.answer = ({ path, token }) => {
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
    const { world, images, projects, submit, runner, detail, finish, credentials, who } =
      await createRunnerWorld({
        login: null,
      })
    let next = ''
    world.faulty.answer = ({ path, token }) =>
      token !== next && path.includes('/jobs/')
        ? Response.json({ error_code: 'APIGW.0301', error_msg: `bad token ${token}` }, { status: 401 })
        : null
    const id = await submit(first(images, 1), first(projects, 2))
    await runner.idle()
    const parked = await detail(id)
    expect(parked).toMatchObject({ status: 'waiting', problem: { code: 'APIGW.0301' }, pairs: { sent: 2 } })
    expect(JSON.stringify(parked)).not.toContain(who.token)

    const later = await world.driver.signIn(OPERATOR)
    next = later.token
    await credentials.learn(later, 'sign-in')
    const { job } = await finish(id)
    expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 2 }, problem: null })
    expect(world.changes()).toHaveLength(1)
  })
})
