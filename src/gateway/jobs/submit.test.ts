import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreed } from '#testing/agreed'
import { demoLogin } from '#testing/demo-login'
import { createRunnerWorld } from '#testing/runner-world'
import type { ShareRequest } from './submit.ts'

/*
 * The idempotency keys of all users, actions and bodies were one space, in which the undo had its own key
 * too: a colleague's unrelated job could stand in for an undo, and "done" was answered to a stop that was
 * never made.
 */

const REUSED = { status: 400, code: 'CONSOLE.KEY_REUSED' }

async function setUp() {
  const core = await createRunnerWorld()
  core.world.clock.hold()
  const [a = '', b = ''] = core.images
  const [p = '', q = ''] = core.projects
  const request = (over: Partial<ShareRequest> = {}): ShareRequest => ({
    action: 'share',
    set: { images: [a, b], projects: [p, q] },
    reason: '',
    key: 'one-click',
    ...over,
  })
  const count = async () => (await core.store.jobs.page(core.who, {}, undefined, 100)).jobs.length
  return { ...core, a, b, p, q, request, count }
}

describe('an idempotency key', () => {
  test('finds its job again, in whatever order and case the lists are', async () => {
    const { runner, who, a, b, p, q, request, count } = await setUp()
    const made = await runner.submit(who, request())
    const again = request({ set: { images: [b.toUpperCase(), a, a], projects: [q, p] }, reason: 'other' })
    expect(await runner.submit(who, again)).toEqual(made)
    expect(await count()).toBe(1)
  })

  test.each<[string, Partial<ShareRequest>]>([
    ['action', { action: 'unshare' }],
    ['image', { set: { images: [crypto.randomUUID()], projects: ['p'] } }],
    ['option', { makeShared: true }],
  ])('of the same user with another %s is refused, and stores nothing', async (_, over) => {
    const { runner, who, request, count } = await setUp()
    await runner.submit(who, request())
    await expect(runner.submit(who, request(over))).rejects.toMatchObject(REUSED)
    expect(await count()).toBe(1)
  })

  test('of two submissions at the same time that differ makes one job, and refuses the other', async () => {
    const { runner, who, a, p, request, count } = await setUp()
    const other = request({ set: { images: [a], projects: [p] } })
    const ends = await Promise.allSettled([runner.submit(who, request()), runner.submit(who, other)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject(REUSED)
    expect(await count()).toBe(1)
  })

  test('of another user is another key', async () => {
    const { runner, world, who, request, count } = await setUp()
    const alice = await world.driver.signIn(demoLogin('alice'))
    const [mine, theirs] = [await runner.submit(who, request()), await runner.submit(alice, request())]
    expect(theirs).not.toEqual(mine)
    expect(await count()).toBe(2)
  })

  test('that reads like the one of an undo does not stand in for it', async () => {
    const { runner, world, who, actions, submit, a, b, p, finish, request, store } = await setUp()
    world.clock.release()
    const id = await submit([a], [p])
    await finish(id)
    const plan = agreed(await actions.undoPlan(who, id))
    const set = { images: [b], projects: [p] }
    for (const key of [
      `undo ${id} ${plan.fingerprint} 0`,
      `key ${who.user.id} undo ${id} ${plan.fingerprint} 0`,
    ])
      await runner.submit(who, request({ key, set }))
    const undone = agreed(await actions.undo(who, id, { fingerprint: plan.fingerprint, reason: '' }))
    expect(await store.jobs.detail(who.project.id, undone.jobId)).toMatchObject({ undoOf: id })
  })

  test('means the same request or a refusal, whatever two requests with it are', async () => {
    const { runner, who, request, a, b, p, q, store } = await setUp()
    const requests = fc.record({
      action: fc.constantFrom('share' as const, 'unshare' as const),
      images: fc.subarray([a, b], { minLength: 1 }),
      projects: fc.subarray([p, q], { minLength: 1 }),
      revokeGrants: fc.boolean(),
      makeShared: fc.boolean(),
    })
    type Request = typeof requests extends fc.Arbitrary<infer T> ? T : never
    /** All that tells one request from another, as its job says. */
    const meaning = ({ action, images, projects, revokeGrants, makeShared }: Request) =>
      JSON.stringify([
        action,
        images.toSorted(),
        projects.toSorted(),
        action === 'unshare' ? revokeGrants : makeShared,
      ])
    let n = 0
    await fc.assert(
      fc.asyncProperty(requests, requests, async (first, second) => {
        const key = `key-${n++}`
        const send = ({ images, projects, ...rest }: Request) =>
          runner.submit(who, request({ ...rest, set: { images, projects }, key }))
        const made = await send(first)
        const end = await send(second).catch(({ code }) => code)
        expect(end).toEqual(meaning(first) === meaning(second) ? made : REUSED.code)
        expect(await store.jobs.detail(who.project.id, made.jobId)).toMatchObject({ action: first.action })
      }),
      { numRuns: 60 },
    )
  })
})
