import type { Hono } from 'hono'
import type { Env } from '../env.ts'
import type { Metrics } from '../metrics.ts'

export type HealthParts = {
  /** Why requests should go elsewhere; null: they are welcome. */
  readinessProblem(): Promise<string | null>
  metrics: Pick<Metrics, 'read'>
}

/** For operations: whether the process lives, whether to send it requests, and metrics for Prometheus. */
export function healthRoutes(app: Hono<Env>, { readinessProblem, metrics }: HealthParts): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const why = await readinessProblem()
    return why === null ? c.json({ status: 'ready' }) : c.json({ status: why }, 503)
  })
  app.get('/metrics', async () => {
    const { text, type } = await metrics.read()
    return new Response(text, { headers: { 'Content-Type': type } })
  })
}
