import { beforeEach, describe, expect, test } from 'vitest'
import { type Plan, plan as planSchema } from '#contract/plan'
import { clientOf } from '#testing/api-client'
import { createWorld, type World } from '#testing/harness'

/*
 * The page made its plan a second time before it sent anything, and the server took whatever came: a colleague's change
 * in between, or another client, was not held to what the operator had seen. Now the submission names its plan.
 */

const NEW = 'ab'.repeat(16)
let world: World
let image: string
let token: string

beforeEach(async () => {
  world = await createWorld()
  token = (await world.tokenFor('operator')).token
  const { json } = await client().get('/console/images')
  image = json.images.find((one: { name: string }) => one.name === 'rocky-9.6-2026.11').id
  return world.close
})

const client = () => clientOf(world, token)

async function planOf(body: object): Promise<Plan> {
  const answer = await world.app.request('/console/plan', {
    method: 'POST',
    headers: { 'x-auth-token': token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const lines = (await answer.text()).trim().split('\n')
  return planSchema.parse(JSON.parse(lines.at(-1) ?? '').plan)
}

/** Adds or removes a member by the cloud's own call, past the console. */
const pastTheConsole = (method: 'POST' | 'DELETE', project: string) =>
  world.cloud.fetch(
    new Request(`http://cloud.test/v2/images/${image}/members${method === 'POST' ? '' : `/${project}`}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify({ member: project }) }),
    }),
  )

const rectangle = (projects: string[]) => ({ images: [image], projects })
const share = (projects: string[], headers: Record<string, string>) =>
  client().call('POST', '/v1/cloudimages/members', { body: rectangle(projects), headers })
const jobs = async () => (await client().get('/console/jobs')).json.jobs
const confirm = (plan: Plan, confirmed = 'newcomers') => ({
  'x-plan-fingerprint': plan.fingerprint,
  'x-confirmed': confirmed,
})

describe('a share that names the plan that was shown', () => {
  test('is taken while the plan is the same', async () => {
    const plan = await planOf({ action: 'share', ...rectangle([NEW]) })
    expect((await share([NEW], confirm(plan))).status).toBe(200)
    await world.runner.idle()
    expect(await jobs()).toMatchObject([{ status: 'succeeded', pairs: { done: 1 } }])
  })

  test('is refused with the new plan when a colleague changed a pair meanwhile, and nothing is stored', async () => {
    const plan = await planOf({ action: 'share', ...rectangle([NEW]) })
    await pastTheConsole('POST', NEW)
    const refused = await share([NEW], confirm(plan))
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'CONSOLE.CHANGED' } } })
    const now = planSchema.parse(refused.json.plan)
    expect(now.fingerprint).not.toBe(plan.fingerprint)
    expect(now.images[0]?.used).toBe((plan.images[0]?.used ?? 0) + 1)
    expect(await jobs()).toEqual([])
  })

  test('is refused until its first-time recipients are confirmed by kind', async () => {
    const plan = await planOf({ action: 'share', ...rectangle([NEW]) })
    expect(await share([NEW], confirm(plan, 'mismatches'))).toMatchObject({
      status: 409,
      json: { error: { code: 'CONSOLE.CHANGED', message: expect.stringContaining('newcomers') } },
    })
    expect(await share([NEW], confirm(plan, 'everything'))).toMatchObject({
      status: 400,
      json: { error: { code: 'CONSOLE.HEADER' } },
    })
    expect(await jobs()).toEqual([])
  })

  test('is answered with its job when it is repeated, although its own job has changed the plan', async () => {
    const plan = await planOf({ action: 'share', ...rectangle([NEW]) })
    const headers = { ...confirm(plan), 'idempotency-key': 'one-click' }
    const first = await share([NEW], headers)
    await world.runner.idle()
    expect((await share([NEW], headers)).json).toEqual(first.json)
    expect(await jobs()).toHaveLength(1)
  })

  test('sends no pair that drifted while it was queued, and says so', async () => {
    const member = 'cd'.repeat(16)
    await pastTheConsole('POST', member)
    const plan = await planOf({ action: 'share', ...rectangle([NEW, member]) })
    world.clock.hold()
    await share([NEW, member], confirm(plan))
    await pastTheConsole('DELETE', member)
    world.clock.release()
    await world.runner.idle()
    const [job] = await jobs()
    expect(job).toMatchObject({ status: 'partial', pairs: { done: 1, impossible: 1 } })
    const { json } = await client().get(`/console/jobs/${job.id}/pairs?state=impossible`)
    expect(json.pairs).toMatchObject([
      { project: 1, code: 'CONSOLE.CHANGED', present: null, confirmed: 'pending' },
    ])
  })
})

test('a share that names no plan wants every pair as it comes', async () => {
  const member = 'cd'.repeat(16)
  await pastTheConsole('POST', member)
  world.clock.hold()
  await share([member], {})
  await pastTheConsole('DELETE', member)
  world.clock.release()
  await world.runner.idle()
  const [job] = await jobs()
  expect(job).toMatchObject({ status: 'succeeded', pairs: { done: 1 } })
  const { json } = await client().get(`/console/jobs/${job.id}/pairs`)
  expect(json.pairs).toMatchObject([{ confirmed: null }])
})

test('a console that demands a plan takes no share without one, and answers of recipients all the same', async () => {
  const strict = await createWorld({ requirePlan: true })
  try {
    const body = { images: [image], projects: [NEW] }
    const refused = await clientOf(strict, (await strict.tokenFor('operator')).token).call(
      'POST',
      '/v1/cloudimages/members',
      { body },
    )
    expect(refused).toMatchObject({ status: 428, json: { error: { code: 'CONSOLE.PLAN_REQUIRED' } } })
    const stop = await clientOf(strict, (await strict.tokenFor('operator')).token).call(
      'DELETE',
      '/v1/cloudimages/members',
      { body },
    )
    expect(stop.status).toBe(428)
    const pairs = await clientOf(strict, (await strict.tokenFor('operator')).token).call(
      'POST',
      '/console/jobs',
      { body: { action: 'share', ...body } },
    )
    expect(pairs.status).toBe(428)
    expect(
      (await clientOf(strict, (await strict.tokenFor('operator')).token).get('/console/jobs')).json.jobs,
    ).toEqual([])
  } finally {
    await strict.close()
  }
})

describe('POST /console/jobs', () => {
  test('shares exactly the pairs of a set that is no rectangle, and a retry of its key finds the job', async () => {
    const { json } = await client().get('/console/images')
    const other = json.images.find(
      (one: { name: string; id: string; obstacle: unknown; keyId: unknown }) =>
        one.id !== image && !one.obstacle && !one.keyId,
    ).id
    const projects = [NEW, 'cd'.repeat(16)]
    const set = {
      action: 'share',
      images: [image, other],
      projects,
      pairs: [
        [0, 0],
        [1, 1],
      ],
    }
    const plan = await planOf(set)
    const headers = { ...confirm(plan), 'idempotency-key': 'two-pairs' }
    const made = await client().call('POST', '/console/jobs', { body: set, headers })
    expect(made.status).toBe(200)
    await world.runner.idle()
    const job = (await client().get(`/console/jobs/${made.json.job_id}`)).json
    expect(job).toMatchObject({ status: 'succeeded', pairs: { total: 2, done: 2 } })
    const page = (await client().get(`/console/jobs/${job.id}/pairs`)).json
    expect(
      page.pairs.map(({ image, project }: { image: number; project: number }) => [image, project]),
    ).toEqual(set.pairs)
    expect((await client().call('POST', '/console/jobs', { body: set, headers })).json).toEqual(made.json)
    const whole = { ...set, pairs: undefined }
    expect(await client().call('POST', '/console/jobs', { body: whole, headers })).toMatchObject({
      status: 400,
      json: { code: 'CONSOLE.KEY_REUSED' },
    })
  })

  test('refuses a pair that the lists do not have', async () => {
    const body = { action: 'share', images: [image], projects: [NEW], pairs: [[0, 1]] }
    const { status, json } = await client().call('POST', '/console/jobs', { body })
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'IMG.0001' })
  })
})
