import { afterAll, describe, expect, test } from 'vitest'
import { packOutcomes } from '#contract/pair'
import { type PlanEvent, planEvent } from '#contract/plan'
import { problem } from '#contract/problem'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

const world = await createWorld()
afterAll(world.close)
const { token } = await world.tokenFor('operator')
const NEW = 'ab'.repeat(16)

const client = () => clientOf(world, token)
const post = (path: string, body: unknown) => client().call('POST', path, { body })

const { images } = (await client().get('/console/images')).json
const named = (name: string) => images.find((each: { name: string }) => each.name === name)
const image: string = named('rocky-9.6-2026.11').id
const custom: { id: string; keyId: string } = named('vault-base-custom-key')

/** The lines of a plan's answer. */
async function plan(body: unknown): Promise<PlanEvent[]> {
  const { status, text, headers } = await post('/console/plan', body)
  const [type, buffering] = ['content-type', 'x-accel-buffering'].map((name) => headers.get(name))
  expect({ status, type, buffering }).toEqual({ status: 200, type: 'application/x-ndjson', buffering: 'no' })
  return text
    .trimEnd()
    .split('\n')
    .map((line) => planEvent.parse(JSON.parse(line)))
}

describe('POST /console/plan', () => {
  test('a plan is answered line by line: how far the reading is, then the plan', async () => {
    const events = await plan({ action: 'share', images: [image], projects: [NEW] })
    expect(events.map(({ kind }) => kind)).toEqual(['progress', 'plan'])
    expect(events.at(-1)).toMatchObject({
      plan: {
        images: [{ id: image, outcomes: packOutcomes(['absent']) }],
        projects: [{ id: NEW, seen: [] }],
      },
    })
  })

  test.each([
    ['a body that is no JSON', '{', 'CONSOLE.BODY'],
    ['a missing list', { action: 'share', images: [] }, 'CONSOLE.BODY'],
    ['an unknown action', { action: 'burn', images: [], projects: [] }, 'CONSOLE.BODY'],
    ['an image ID that is none', { action: 'share', images: ['x'], projects: [NEW] }, 'IMG.0066'],
  ])('a plan with %s is refused with a problem', async (_, body, code) => {
    const { status, json } = await post('/console/plan', body)
    expect(status).toBe(400)
    expect(problem.parse(json)).toMatchObject({ status: 400, code })
  })

  test('a plan is refused to somebody who is not signed in', async () => {
    const { status } = await clientOf(world).call('POST', '/console/plan', { body: {} })
    expect(status).toBe(401)
  })
})

describe('what can be done with a job', () => {
  const share = async (projects: string[]) => {
    const { json } = await client().share({ images: [image], projects })
    await world.runner.idle()
    return json.job_id as string
  }

  test('a retry makes another attempt of the same job, and is refused when nothing failed', async () => {
    const id = await share(['fault-pair', NEW])
    expect((await post(`/console/jobs/${id}/retry`, undefined)).json).toEqual({ job_id: id })
    await world.runner.idle()
    const job = (await client().get(`/console/jobs/${id}`)).json
    expect(job.attempts).toHaveLength(2)
    const good = await share([NEW])
    const { status, json } = await post(`/console/jobs/${good}/retry`, undefined)
    expect({ status, code: json.code }).toEqual({ status: 409, code: 'CONSOLE.NOTHING' })
  })

  test('an undo asks for the fingerprint of its plan, and makes one job of its own', async () => {
    const other = 'cd'.repeat(16)
    const id = await share([other])
    const { json } = await client().get(`/console/jobs/${id}/undo`)
    expect(json).toMatchObject({ action: 'unshare', images: [{ outcomes: packOutcomes(['pending']) }] })
    const wrong = await post(`/console/jobs/${id}/undo`, { fingerprint: 'x', reason: '' })
    expect({ status: wrong.status, code: wrong.json.code }).toEqual({ status: 409, code: 'CONSOLE.CHANGED' })
    const made = await post(`/console/jobs/${id}/undo`, { fingerprint: json.fingerprint, reason: 'slip' })
    await world.runner.idle()
    const undone = (await client().get(`/console/jobs/${made.json.job_id}`)).json
    expect(undone).toMatchObject({ action: 'unshare', undoOf: id, reason: 'slip', pairs: { done: 1 } })
    expect((await client().get(`/console/jobs/${id}`)).json.undos).toEqual([undone.id])
  })

  test('reading members again answers the job as it is now', async () => {
    const id = await share(['fault-lie'])
    expect((await post(`/console/jobs/${id}/recheck`, undefined)).json).toMatchObject({
      pairs: { unconfirmed: 1 },
    })
  })

  test('a job that does not exist is not found', async () => {
    const body = { fingerprint: '', reason: '' }
    for (const action of ['retry', 'undo'] as const)
      expect((await post(`/console/jobs/nope/${action}`, body)).status).toBe(404)
  })
})

describe('POST /console/grants', () => {
  test('a key is granted once for each account, and each account has its result', async () => {
    const accounts = ['ef'.repeat(16), 'ef'.repeat(16)]
    const first = await post('/console/grants', { keyId: custom.keyId, accounts })
    expect(first.json.results).toMatchObject([
      { accountId: accounts[0], grantId: expect.any(String), code: null },
    ])
    const again = await post('/console/grants', { keyId: custom.keyId, accounts })
    expect(again.json.results).toMatchObject([{ grantId: null, code: null }])
  })
  test('a grant on a key that does not exist is refused', async () => {
    const keyId = '00000000-0000-0000-0000-000000000000'
    const { status, json } = await post('/console/grants', { keyId, accounts: ['a'] })
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'KMS.0205' })
  })
})

test('POST /console/shares finds the other side of what is shared now', async () => {
  const { json } = await client().get('/console/images')
  const proxy = json.images.find((each: { name: string }) => each.name === 'monitoring-proxy-3.4').id
  const of = await post('/console/shares', { images: [proxy], projects: [] })
  expect(of.json).toMatchObject({ images: [proxy], unread: [] })
  expect(of.json.projects).toHaveLength(3)
  const back = await post('/console/shares', { images: [], projects: of.json.projects.slice(0, 1) })
  expect(back.json.images).toContain(proxy)
  expect(back.json.projects).toEqual(of.json.projects.slice(0, 1))
})
