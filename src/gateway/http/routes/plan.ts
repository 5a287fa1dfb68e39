import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints'
import type { PlanEvent } from '#contract/plan'
import type { Planner } from '../../jobs/plan/planner.ts'
import type { Log } from '../../jobs/runner.ts'
import type { Env } from '../env.ts'
import { problemOf } from '../problems.ts'
import { createQuota } from '../quota.ts'
import { UNBUFFERED } from '../unbuffered.ts'
import { readJsonBody } from './read-json.ts'
import { whileKnown } from './while-known.ts'

/** The page asks for a plan anew with each change of its form, and leaves the one before. */
const PLANS = 8

/**
 * The plan, line by line: how far the reading is, then the plan. A failure before the first line has its own
 * status; a later one is told in the last line.
 */
export function planRoutes(app: Hono<Env>, { planner, log }: { planner: Planner; log: Log }) {
  const quota = createQuota(PLANS, 'plans')
  const { method, path } = endpoints.plan
  app.on(method, path, async (c) => {
    const request = await readJsonBody(c.req.raw, endpoints.plan)
    const events = quota.count(c, whileKnown(c, planner.plan(await c.get('confirm')(), request)))
    const first = await events.next()
    const requestId = c.get('requestId')
    const report = (fault: unknown) => log.error({ requestId, err: fault }, 'plan failed')
    const next = async (): Promise<IteratorResult<PlanEvent>> => {
      try {
        return await events.next()
      } catch (error) {
        return { value: { kind: 'problem', problem: problemOf(error, requestId, report) } }
      }
    }
    const lines = new ReadableStream<Uint8Array>({
      start: (controller) => send(controller, first),
      pull: async (controller) => send(controller, await next()),
      cancel: async () => void (await events.return()),
    })
    return new Response(lines, { headers: { 'content-type': 'application/x-ndjson', ...UNBUFFERED } })
  })
}

const encoder = new TextEncoder()

function send(controller: ReadableStreamDefaultController<Uint8Array>, step: IteratorResult<PlanEvent>) {
  if (step.done) controller.close()
  else controller.enqueue(encoder.encode(`${JSON.stringify(step.value)}\n`))
}
