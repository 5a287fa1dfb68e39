import { describe, expect, test } from 'vitest'
import type { Code } from '#contract/codes'
import type { WireJob } from '#ims/jobs'
import { createTestClock } from '#testing/clock'
import { type BatchEvent, CloudFailure } from '../driver.ts'
import { isUnknownJob, watchJob } from './watch-job.ts'

const job = (status: string, more: Partial<WireJob> = {}): WireJob => ({ job_id: 'j', status, ...more })
const result = (project_id: string | null, status: string, more = {}) => ({
  image_id: 'i',
  project_id,
  status,
  ...more,
})
const failure = (status: number, code: Code = `${status}`) =>
  new CloudFailure('query job', status, code, 'no')

/** Watches a job that gives these answers, the last one for ever; what was told, and when it was asked. */
async function watch(answers: (WireJob | CloudFailure)[], deadlineMs = 60_000) {
  const clock = createTestClock(0)
  const asked: number[] = []
  const events: BatchEvent[] = []
  const ask = async () => {
    asked.push(clock.now())
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (!answer || answer instanceof CloudFailure) throw answer
    return answer
  }
  for await (const event of watchJob({
    ask,
    clock,
    poll: { firstMs: 1000, maxMs: 5000, deadlineMs },
    signal: undefined,
  }))
    events.push(event)
  return { events, asked }
}

test('only a refusal that will not pass, and is not about the token, says that a job is unknown', () => {
  const statuses = [0, 400, 401, 403, 404, 429, 499, 500, 503]
  expect(statuses.filter((status) => isUnknownJob(failure(status)))).toEqual([400, 403, 404, 499])
})

describe('the end of a job', () => {
  test.each(['SUCCESS', 'success', 'Success'])('%s is success', async (status) => {
    expect((await watch([job('INIT'), job('RUNNING'), job(status)])).events).toEqual([
      { kind: 'ended', outcome: 'success' },
    ])
  })
  test('FAIL is failure with the code of the job, or a general one', async () => {
    expect(
      (await watch([job('FAIL', { error_code: 'IMG.0047', fail_reason: 'not yours' })])).events,
    ).toMatchObject([{ outcome: 'failed', code: 'IMG.0047', message: 'not yours' }])
    expect((await watch([job('fail', { error_code: null })])).events).toMatchObject([
      { outcome: 'failed', code: 'IMG.0061' },
    ])
  })
  test('a status that nobody documents is no end', async () => {
    const { events, asked } = await watch([job('PAUSED'), job('toString'), job('SUCCESS')])
    expect(events).toEqual([{ kind: 'ended', outcome: 'success' }])
    expect(asked).toHaveLength(3)
  })
  test('at the deadline it has timed out', async () => {
    const { events, asked } = await watch([job('RUNNING')])
    expect(events).toMatchObject([{ outcome: 'failed', code: 'CONSOLE.TIMEOUT' }])
    expect(asked.at(-1)).toBeGreaterThanOrEqual(60_000 - 5000)
  })
  test('a job that is unknown several times in a row is lost, once is not', async () => {
    expect((await watch([failure(404)])).events).toMatchObject([{ code: 'CONSOLE.LOST' }])
    expect((await watch([failure(400, 'IMG.0023')])).events).toMatchObject([{ code: 'CONSOLE.LOST' }])
    expect((await watch([failure(403, 'IMG.0030')])).events).toMatchObject([{ code: 'CONSOLE.LOST' }])
    expect(
      (await watch([failure(404), failure(404), job('RUNNING'), failure(404), job('SUCCESS')])).events,
    ).toEqual([{ kind: 'ended', outcome: 'success' }])
  })
})

test('asks slower and slower, but not slower than the limit', async () => {
  const { asked } = await watch([...Array.from({ length: 7 }, () => job('RUNNING')), job('SUCCESS')])
  expect(asked).toEqual([1000, 2500, 4750, 8125, 13125, 18125, 23125, 28125])
})

test('a cloud that fails, throttles or is out of reach is asked again', async () => {
  const { events } = await watch([failure(500), failure(0), failure(503), failure(429), job('SUCCESS')])
  expect(events).toEqual([{ kind: 'ended', outcome: 'success' }])
})

test('a refused token is thrown', async () => {
  await expect(watch([job('RUNNING'), failure(401)])).rejects.toMatchObject({ status: 401 })
})

describe('results', () => {
  test('are told once each, as they come', async () => {
    const a = result('a', 'success')
    const b = result('b', 'FAIL', { error_code: 'IMG.0112', fail_reason: 'refused' })
    const { events } = await watch([
      job('RUNNING', { entities: { results: [a] } }),
      job('RUNNING', { entities: { results: [a, b, result('c', 'RUNNING')] } }),
      job('SUCCESS', { entities: { results: [a, b, result('c', 'success')] } }),
    ])
    expect(events).toEqual([
      { kind: 'pair', image: 'i', project: 'a', outcome: 'success' },
      { kind: 'pair', image: 'i', project: 'b', outcome: 'failed', code: 'IMG.0112', message: 'refused' },
      { kind: 'pair', image: 'i', project: 'c', outcome: 'success' },
      { kind: 'ended', outcome: 'success' },
    ])
  })
  test('without a project say nothing about a pair', async () => {
    const { events } = await watch([job('SUCCESS', { entities: { results: [result(null, 'success')] } })])
    expect(events).toEqual([{ kind: 'ended', outcome: 'success' }])
  })
  test('without a code get that of the job, else that of the action', async () => {
    const entities = { results: [result('a', 'failed')] }
    expect((await watch([job('FAIL', { entities, error_code: 'IMG.0047' })])).events[0]).toMatchObject({
      code: 'IMG.0047',
    })
    expect(
      (await watch([job('SUCCESS', { entities, job_type: 'imsDelImageMembersJob' })])).events[0],
    ).toMatchObject({ code: 'IMG.0113' })
    expect((await watch([job('SUCCESS', { entities })])).events[0]).toMatchObject({ code: 'IMG.0112' })
  })
})
