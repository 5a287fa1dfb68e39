import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints'
import type { PlanEvent } from '#contract/plan'
import type { Planner } from '../../jobs/plan/planner.ts'
import type { Log } from '../../jobs/runner.ts'
import type { Env } from '../env.ts'
import { answerLines } from '../lines.ts'
import { createQuota } from '../quota.ts'
import { readJsonBody } from './read-json.ts'
import { whileKnown } from './while-known.ts'

/** The page asks for a plan anew with each change of its form, and leaves the one before. */
const PLANS = 8

/** The plan, line by line: how far the reading is, then the plan. */
export function planRoutes(app: Hono<Env>, { planner, log }: { planner: Planner; log: Log }) {
  const quota = createQuota(PLANS, 'plans')
  const { method, path } = endpoints.plan
  app.on(method, path, async (c) => {
    const request = await readJsonBody(c.req.raw, endpoints.plan)
    const events = quota.count(c, whileKnown(c, planner.plan(await c.get('confirm')(), request)))
    const report = (fault: unknown) => log.error({ requestId: c.get('requestId'), err: fault }, 'plan failed')
    return answerLines(c, oneByOne(events), report)
  })
}

async function* oneByOne(events: AsyncGenerator<PlanEvent, void, void>) {
  for await (const event of events) yield [event]
}
