import { createHash, timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import { isLoopback } from '../../loopback.ts'
import type { Env } from '../env.ts'
import type { Site } from '../guard.ts'
import type { Metrics } from '../metrics.ts'
import { RequestRefused } from '../problems.ts'

export type HealthParts = {
  /** Why requests should go elsewhere; null: they are welcome. */
  readinessProblem(): Promise<string | null>
  metrics: Pick<Metrics, 'read'>
  /** What `/metrics` asks for; without one it is there only where nobody but this machine gets to. */
  metricsToken: string | undefined
  site: Site
}

/** For operations: whether the process lives, whether to send it requests, and metrics for Prometheus. */
export function healthRoutes(app: Hono<Env>, parts: HealthParts): void {
  const { readinessProblem, metrics, metricsToken, site } = parts
  const isPrivate = isLoopback(site.host) && site.publicUrl === undefined

  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const why = await readinessProblem()
    return why === null ? c.json({ status: 'ready' }) : c.json({ status: why }, 503)
  })
  app.get('/metrics', async (c) => {
    const sent = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (metricsToken === undefined ? !isPrivate : !isSame(sent ?? '', metricsToken))
      throw new RequestRefused(
        401,
        'CONSOLE.METRICS',
        'Metrics are for whoever sends METRICS_TOKEN of the settings as a bearer token.',
      )
    const { text, type } = await metrics.read()
    return new Response(text, { headers: { 'Content-Type': type } })
  })
}

/** Compares without telling by its time how much of it is right. */
function isSame(sent: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(sent), digest(wanted))
}
