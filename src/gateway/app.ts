import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { SMALL_BODY_BYTES } from '#contract/endpoint'
import type { Admission } from './auth/admission.ts'
import type { Clock } from './cloud/driver.ts'
import { readText } from './cloud/read-text.ts'
import { basePathOf, pathWithin } from './http/base-path.ts'
import type { Env } from './http/env.ts'
import { hostGuard, identityGuard, originGuard, type Site } from './http/guard.ts'
import { createOpenApi } from './http/openapi.ts'
import { errorResponse, RequestRefused } from './http/problems.ts'
import { type AppLog, requestLog } from './http/request-log.ts'
import { type AccessParts, accessRoutes } from './http/routes/access.ts'
import { cloudimagesRoutes } from './http/routes/cloudimages.ts'
import { type ConsoleParts, consoleRoutes } from './http/routes/console.ts'
import { downloadRoutes } from './http/routes/downloads.ts'
import { type HealthParts, healthRoutes } from './http/routes/health.ts'
import { planRoutes } from './http/routes/plan.ts'
import { type SessionParts, sessionRoutes } from './http/routes/session.ts'
import { securityHeaders } from './http/security-headers.ts'
import { pageGuard } from './http/signed-in-as.ts'
import { type Files, serveFile } from './http/static.ts'
import type { Planner } from './jobs/plan/planner.ts'
import type { Runner } from './jobs/runner.ts'

export type AppParts = ConsoleParts &
  AccessParts &
  HealthParts &
  SessionParts & {
    planner: Planner
    runner: Runner
    clock: Clock
    log: AppLog
    /** Makes request IDs. */
    newId: () => string
    site: Site
    admission: Admission
    /** The built app; none in tests of the API. */
    files?: Files
    /**
     * Answers `/v3/*`, so that a client of the embedded cloud can sign in where the console runs. `root`: where clients
     * reach it, if that is not where they say.
     */
    identity?: (request: Request, root?: string) => Promise<Response>
  }

/** The gateway as a fetch handler: the specification under `/v1`, the console's API, and the app's files. */
export function createApp(parts: AppParts): Hono<Env> {
  const { log, files, identity } = parts
  const app = new Hono<Env>({ getPath: pathWithin(basePathOf(parts.site)) })
  app.use(requestLog(parts), securityHeaders(parts.site))
  // A probe calls a machine by whatever name it has.
  healthRoutes(app, parts)
  app.use(hostGuard(parts.site), originGuard(parts.site))

  app.get('/openapi.json', (c) => c.json(createOpenApi(parts.version, parts.site.publicUrl)))
  if (identity)
    app.all('/v3/*', async (c) => {
      const text = await readText(c.req.raw, 4 * SMALL_BODY_BYTES)
      if (text === null)
        throw new RequestRefused(413, 'CONSOLE.BODY', 'The request is too large for a sign-in.')
      const { method, url, headers, signal } = c.req.raw
      return identity(
        new Request(new URL(c.req.path + new URL(url).search, url), {
          method,
          headers,
          signal,
          ...(text !== '' && { body: text }),
        }),
        parts.site.publicUrl?.href.replace(/\/$/, ''),
      )
    })

  // These come before the guard, which refuses everybody who is not signed in.
  sessionRoutes(app, parts)
  const known = identityGuard(parts)
  app.use('/v1/*', known, pageGuard)
  app.use('/console/*', known, pageGuard, compress())
  cloudimagesRoutes(app, parts)
  planRoutes(app, parts)
  accessRoutes(app, parts)
  // Before the console's own: "export" is no job.
  downloadRoutes(app, parts)
  consoleRoutes(app, parts)

  if (files)
    app.get('*', async (c, next) => {
      const file = serveFile(files, c.req.path, c.req.raw)
      return file ?? next()
    })
  app.notFound(() => {
    throw new RequestRefused(404, 'APIGW.0101', 'The API does not exist or is not published.')
  })
  app.onError((error, c) =>
    errorResponse(c, error, (fault) =>
      log.error({ requestId: c.get('requestId'), err: fault }, 'request failed'),
    ),
  )
  return app
}
