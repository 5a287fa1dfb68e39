import { describe, expect, test } from 'vitest'
import { agreed } from '#testing/agreed'
import { carryOut, createCloudWorld, createCore, type SeenRequest } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { createEndedJob } from '#testing/ended-job'

/*
 * Whatever a job does, and on whichever cloud: once its stop is stored, no call to change anything leaves the
 * console. The cloud makes one call wait until the stop is stored; what came before it is what was sent.
 */

const isChange = ({ method, path }: SeenRequest) =>
  method !== 'GET' && (path.includes('/members') || path.includes('/kms/revoke-grant'))

/** Lets the console work until something is so. */
async function until(isSo: () => unknown) {
  while (!(await isSo())) await new Promise(setImmediate)
}

async function createGlance() {
  const world = createCloudWorld({ projects: 20, images: 1, flavour: 'glance' })
  const core = await createCore(world)
  const who = await world.driver.signIn(OPERATOR)
  const images: string[] = []
  for (const { id, obstacle, keyId } of await world.driver.listImages(who))
    if (!obstacle && !keyId && (await world.driver.listMembers(who, id)).length === 0) images.push(id)
  const projects = (await core.cloudCache.recipients(who))
    .map(({ id }) => id)
    .filter((id) => id !== who.project.id)
  const submit = async (action: 'share' | 'unshare', pairs: [images: string[], projects: string[]]) => {
    const set = { images: pairs[0], projects: pairs[1] }
    return (await core.runner.submit(who, { action, set, reason: '', key: null })).jobId
  }
  const finish = async (id: string) => {
    await core.runner.idle()
    const job = await core.store.jobs.detail(who.project.id, id)
    const page = await core.store.jobs.pairs(who.project.id, id, { limit: 1000 })
    if (!job || !page) throw new Error('no such job')
    return { job, pairs: page.pairs }
  }
  const members = async (id: string) => (await world.driver.listMembers(who, id)).map((one) => one.member_id)
  /** Shares at the cloud, past the console and its pace. */
  const add = (image: string, member: string) =>
    carryOut(world.cloud, {
      method: 'POST',
      path: `/v2/images/${image}/members`,
      token: who.token,
      body: JSON.stringify({ member }),
    })
  world.seen.length = 0
  return {
    ...core,
    world,
    add,
    who,
    images: images.slice(0, 2),
    projects: projects.slice(0, 12),
    submit,
    finish,
    members,
  }
}

/**
 * Makes the nth change at the cloud stop the job before it is answered; tells how many changes came after
 * that.
 */
function stopAtChange(
  { world, actions, who }: Pick<Awaited<ReturnType<typeof createGlance>>, 'world' | 'actions' | 'who'>,
  n: number,
  id: () => string,
) {
  let seen = 0
  let stopped = Number.POSITIVE_INFINITY
  let stop: Promise<void> | null = null
  world.faulty.answer = async (request) => {
    if (!isChange(request)) return null
    seen += 1
    if (seen === n)
      stop = actions.stop(who, id()).then((outcome) => {
        expect(outcome).toBe('asked')
        stopped = seen
      })
    // No call has an answer that could bring another one before the stop is stored.
    await stop
    return null
  }
  return { before: () => stopped, after: () => Math.max(0, seen - stopped) }
}

describe('on a cloud with a call for each pair', () => {
  test.each([
    ['share', 1],
    ['share', 2],
    ['share', 5],
    ['share', 9],
    ['unshare', 1],
    ['unshare', 4],
    ['unshare', 9],
  ] as const)('a job to %s that is stopped with call %i sends no other', async (action, n) => {
    const core = await createGlance()
    if (action === 'unshare')
      for (const image of core.images) for (const member of core.projects) await core.add(image, member)
    let id = ''
    const changes = stopAtChange(core, n, () => id)
    id = await core.submit(action, [core.images, core.projects])
    const { job, pairs } = await core.finish(id)
    expect(changes.after()).toBe(0)
    expect(job.status).toBe('stopped')
    expect(job.pairs).toMatchObject({ total: 24, waiting: 0, sent: 0, failed: 0, unconfirmed: 0 })
    expect(job.pairs.done).toBe(changes.before())
    for (const { image, project, state } of pairs) {
      const members = await core.members(job.images[image]?.id ?? '')
      const isThere = members.includes(job.projects[project]?.id ?? '')
      expect(isThere).toBe((state === 'done') === (action === 'share'))
    }
  })

  test('a pair whose call was refused for want of room is not sent again', async () => {
    const core = await createGlance()
    const { world, actions, who } = core
    world.faulty.answer = (request) => (isChange(request) ? new Response('', { status: 503 }) : null)
    const id = await core.submit('share', [core.images.slice(0, 1), core.projects.slice(0, 3)])
    world.clock.hold()
    await until(() => world.seen.some(isChange))
    await actions.stop(who, id)
    const sent = world.seen.filter(isChange).length
    world.clock.release()
    const { job } = await core.finish(id)
    expect(world.seen.filter(isChange)).toHaveLength(sent)
    expect(job.pairs).toMatchObject({ done: 0, waiting: 0, sent: 0 })
    expect(job.pairs.unsent).toBe(3 - sent)
  })
})

describe('a job of jobs', () => {
  test('an undo that is stopped takes nothing more back, and can be tried again', async () => {
    const core = await createEndedJob()
    const { world, actions, who, id, a, b, finish, members } = core
    const plan = agreed(await actions.undoPlan(who, id))
    world.faulty.answer = ({ method, path }) =>
      method === 'GET' && path === `/v2/images/${b}/members` && world.changes().length > 1
        ? new Response('', { status: 503 })
        : null
    world.clock.hold()
    const made = agreed(await actions.undo(who, id, { fingerprint: plan.fingerprint, reason: '' }))
    expect(await actions.stop(who, made.jobId)).toBe('asked')
    world.faulty.answer = () => null
    world.clock.release()
    const { job } = await finish(made.jobId)
    expect(job.pairs.done + job.pairs.unsent).toBe(4)
    const left = [...(await members(a)), ...(await members(b))].length
    expect(left).toBe(job.pairs.unsent)
    expect((await core.detail(id)).undone).toBe(job.pairs.done)
    if (job.pairs.unsent > 0) {
      await actions.retry(who, made.jobId)
      expect((await finish(made.jobId)).job).toMatchObject({ status: 'succeeded', pairs: { done: 4 } })
    }
  })
})
