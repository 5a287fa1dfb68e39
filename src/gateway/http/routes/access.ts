import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints'
import type { Access } from '../../access/access.ts'
import type { RowsAsked } from '../../access/access-rows.ts'
import type { Log } from '../../jobs/runner.ts'
import type { Ctx, Env } from '../env.ts'
import { answerLines } from '../lines.ts'
import { createQuota } from '../quota.ts'
import { readJsonBody } from './read-json.ts'
import { readQuery } from './read-query.ts'
import { whileKnown } from './while-known.ts'

/** A page has one whole view of who has what, and asks for some rows beside it; a person has a few tabs. */
const ANSWERS = 12

/** How old what is asked for by name may be, in ms: it is looked at closely. */
const CLOSE_MS = 60_000

/** `accessMaxAge`: how old rows of the whole may be before they are read again, in ms. */
export type AccessParts = { access: Access; log: Log; accessMaxAge: number }

/** Who has which image, row by row. */
export function accessRoutes(app: Hono<Env>, { access, log, accessMaxAge }: AccessParts) {
  const quota = createQuota(ANSWERS, 'views of who has what')
  const answer = async (c: Ctx, images: readonly string[] | null, asked: Omit<RowsAsked, 'signal'>) => {
    const who = await c.get('confirm')()
    const rows = access.rows(who, images, { ...asked, signal: c.req.raw.signal })
    const report = (err: unknown) => log.error({ requestId: c.get('requestId'), err }, 'access broke off')
    return answerLines(c, quota.count(c, whileKnown(c, rows)), report)
  }

  app.on(endpoints.access.method, endpoints.access.path, (c) => {
    const { known, since } = readQuery(endpoints.access.query, new URL(c.req.url).searchParams)
    const asked = { known: known === 'true', since: since === 'true', maxAge: accessMaxAge, background: true }
    return answer(c, null, asked)
  })
  app.on(endpoints.accessRows.method, endpoints.accessRows.path, async (c) => {
    const { images, fresh = false, since = false } = await readJsonBody(c.req.raw, endpoints.accessRows)
    return answer(c, images, { since, maxAge: fresh ? 0 : CLOSE_MS, background: false })
  })
}
