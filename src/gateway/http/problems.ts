import { STATUS_CODES } from 'node:http'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Code, explanationOf } from '#contract/codes'
import { REQUEST_ID } from '#contract/headers'
import type { Problem } from '#contract/problem'
import { CloudFailure } from '../cloud/driver.ts'
import { PlanChanged } from '../jobs/plan/plan-changed.ts'
import { StoreFailure } from '../store/store-failure.ts'
import type { Ctx } from './env.ts'

/**
 * Thrown by guards and routes to answer with an error. `field` names the part of the request that is to
 * blame.
 */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: Code,
    message: string,
    readonly field?: string,
    /** When it may be tried again, in ms from now. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message)
  }
}

/** Refuses with 404. */
export function notFound(message: string): never {
  throw new RequestRefused(404, 'CONSOLE.NOT_FOUND', message)
}

/** The error statuses that the specification lists; the gateway answers with no others on `/v1/`. */
const DOCUMENTED: readonly number[] = [400, 401, 403, 404, 500, 503]

/** A cloud that cannot be reached, is slow or throttles is "not available" to the gateway's own clients. */
function statusOf(failure: CloudFailure): ContentfulStatusCode {
  if (DOCUMENTED.includes(failure.status)) return failure.status as ContentfulStatusCode
  return failure.status >= 400 && failure.status < 500 && failure.status !== 429 ? 400 : 503
}

/**
 * The refusal that an error means to the client; null: an error of the gateway itself, to be logged with its
 * stack.
 */
function toRefusal(error: unknown): RequestRefused | null {
  if (error instanceof RequestRefused) return error
  if (error instanceof PlanChanged) return new RequestRefused(409, 'CONSOLE.CHANGED', error.message)
  if (error instanceof CloudFailure) return new RequestRefused(statusOf(error), error.code, error.message)
  return null
}

/** Why the cloud cannot be asked names machines of its network: that is for the log as long as nobody is signed in. */
function toldToNobody(c: Ctx, error: unknown, report: (error: unknown) => void): RequestRefused | null {
  if (!(error instanceof CloudFailure) || c.get('who') || (error.status > 0 && error.status < 500))
    return null
  report(error)
  const why = explanationOf(error.code)?.cause ?? 'The cloud cannot be asked now.'
  return new RequestRefused(statusOf(error), error.code, `${why} The log of the console’s server has more.`)
}

/**
 * A client went away in the middle of its request: that is no error of the gateway, and nobody hears the
 * answer.
 */
const brokenOff = (c: Ctx, error: unknown): RequestRefused | null =>
  c.req.raw.signal.aborted &&
  (error === c.req.raw.signal.reason || (error as { code?: unknown }).code === 'ECONNRESET')
    ? new RequestRefused(400, 'CONSOLE.BODY', 'The request broke off.')
    : null

const LOOK = 'Look at the jobs before you try again.'

const ownFault = (error: unknown) =>
  error instanceof StoreFailure
    ? new RequestRefused(
        503,
        'CONSOLE.STORE',
        `${error.message} ${error.mayBeStored ? `Something may have been stored or sent. ${LOOK}` : 'Nothing was sent.'}`,
      )
    : new RequestRefused(500, 'CONSOLE.INTERNAL', `The console’s server failed. ${LOOK}`)

/**
 * Answers with an error: on `/v1/` in the cloud's own shapes, elsewhere as a problem (RFC 9457). `report`
 * gets errors of the gateway itself.
 */
export function errorResponse(c: Ctx, error: unknown, report: (error: unknown) => void): Response {
  const known = toldToNobody(c, error, report) ?? toRefusal(error) ?? brokenOff(c, error)
  if (!known) report(error)
  const refusal = known ?? ownFault(error)
  const headers = new Headers()
  if ((error instanceof CloudFailure || error instanceof RequestRefused) && error.retryAfterMs !== null)
    headers.set('retry-after', String(Math.ceil(error.retryAfterMs / 1000)))
  const [type, body] = c.req.path.startsWith('/v1/')
    ? ['application/json', cloudBody(refusal, c.get('requestId'))]
    : ['application/problem+json', problemBody(refusal, c.get('requestId'))]
  headers.set('content-type', type)
  headers.set(REQUEST_ID, c.get('requestId'))
  const plan = error instanceof PlanChanged ? { plan: error.plan } : {}
  return new Response(JSON.stringify({ ...body, ...plan }), { status: refusal.status, headers })
}

/** The API gateway in front of IMS answers 401 and server errors in a shape of its own, IMS all others. */
function cloudBody({ status, code, message }: RequestRefused, requestId: string) {
  return status === 401 || status >= 500 || code.startsWith('APIGW.')
    ? { error_msg: message, error_code: code, request_id: requestId }
    : { error: { code, message } }
}

/** An error as a problem, for an answer that has begun already. */
export function problemOf(error: unknown, requestId: string, report: (error: unknown) => void): Problem {
  const known = toRefusal(error)
  if (!known) report(error)
  return problemBody(known ?? ownFault(error), requestId)
}

function problemBody({ status, code, message, field }: RequestRefused, requestId: string): Problem {
  return {
    title: explanationOf(code)?.title ?? STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(field !== undefined && { field }),
    requestId,
  }
}
