import type * as z from 'zod/mini'
import type { Code } from '#contract/codes'
import { readError } from '#ims/errors'
import { parseAnswer } from '#ims/json'
import { type Clock, CloudFailure } from './driver.ts'
import { NoConnection } from './no-connection.ts'
import { readText } from './read-text.ts'

/** One request to a cloud. `name` tells people which, as in "list members of image …". */
type UpstreamCall<T> = {
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  token?: string
  headers?: Record<string, string>
  body?: unknown
  /** What no error may repeat, beside the token: passwords and the like in the body. */
  secrets?: readonly string[]
  schema: z.ZodMiniType<T>
  signal?: AbortSignal | undefined
}

/** A parsed answer. */
type UpstreamReply<T> = { data: T; headers: Headers; requestId: string | null }

/** Sends requests to a cloud; throws `CloudFailure`, or the signal's reason once the caller has aborted. */
export type Upstream = <T>(call: UpstreamCall<T>) => Promise<UpstreamReply<T>>

/** Pages of a thousand images and results of a whole batch have a few MB. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * The one way to a cloud: a time limit and a size limit for the whole answer, no redirect followed (it could carry the
 * token to another host), JSON checked against its schema, every kind of failure turned into a `CloudFailure`.
 */
export function createUpstream(o: {
  fetch: (request: Request) => Promise<Response>
  clock: Clock
  timeoutMs: number
}): Upstream {
  const exchange = async (request: Request) => {
    const response = await o.fetch(request)
    return { response, text: await readText(response, MAX_ANSWER_BYTES) }
  }

  /** The whole answer, within the time limit. Throws where none has come. */
  const ask = async <T>(call: UpstreamCall<T>) => {
    const { name, signal } = call
    const unreachable = (why: string) => new CloudFailure(name, 0, 'CONSOLE.UNREACHABLE', why)
    signal?.throwIfAborted()
    const over = new AbortController()
    const abort = () => over.abort()
    signal?.addEventListener('abort', abort)
    const answered = new AbortController()
    const limit = o.clock.sleep(o.timeoutMs, answered.signal).then(() => {
      throw unreachable(`No answer within ${o.timeoutMs / 1000} s.`)
    })
    try {
      return await Promise.race([exchange(toRequest(call, over.signal)), limit])
    } catch (error) {
      if (error instanceof CloudFailure) throw error
      if (error instanceof NoConnection) throw new CloudFailure(name, 0, error.code, error.message)
      if (signal?.aborted) throw signal.reason
      throw unreachable(withoutSecrets(reasonOf(error), call))
    } finally {
      answered.abort()
      signal?.removeEventListener('abort', abort)
      over.abort()
    }
  }

  return async (call) => {
    const { name, schema } = call
    const { response, text } = await ask(call)
    const requestId = requestIdOf(response)
    const unreadable = (why: string) =>
      new CloudFailure(name, 502, 'CONSOLE.UNREADABLE', `The cloud's answer to "${name}" ${why}.`, requestId)
    if (text === null) throw unreadable('is larger than 64 MB')
    if (response.status >= 300 && response.status < 400)
      throw unreadable(
        'is a redirect, which is not followed: the address of the cloud is wrong, or something is before it',
      )
    if (!response.ok) throw refusalOf(response, { call, text, now: o.clock.now() })
    const parsed = schema.safeParse(readJsonText(text))
    if (!parsed.success) throw unreadable(`is not understood${firstIssue(parsed.error)}`)
    return { data: parsed.data, headers: response.headers, requestId }
  }
}

function toRequest<T>(call: UpstreamCall<T>, signal: AbortSignal): Request {
  const { method, url, token, headers = {}, body } = call
  const all = new Headers({ Accept: 'application/json' })
  if (body !== undefined) all.set('Content-Type', 'application/json;charset=UTF-8')
  if (token !== undefined) all.set('X-Auth-Token', token)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  const text = body === undefined ? null : JSON.stringify(body)
  return new Request(url, { method, redirect: 'manual', signal, headers: all, body: text })
}

const requestIdOf = ({ headers }: Response) =>
  headers.get('x-request-id') ?? headers.get('x-openstack-request-id')

/** What an answer that is no success says. */
function refusalOf<T>(
  response: Response,
  o: { call: UpstreamCall<T>; text: string; now: number },
): CloudFailure {
  // Before it is read, which may cut a secret short, and after, as JSON may have written it in another way.
  const error = readError(response.status, withoutSecrets(o.text, o.call))
  return new CloudFailure(
    o.call.name,
    response.status,
    codeOf(response, error.code),
    withoutSecrets(error.message, o.call),
    error.requestId ?? requestIdOf(response),
    retryAfter(response.headers, o.now),
    error.isOwn,
  )
}

function firstIssue({ issues: [issue] }: z.core.$ZodError): string {
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  return `${where}: ${issue?.message ?? 'unknown form'}`
}

function codeOf({ status, headers }: Response, code: Code): Code {
  // Keystone takes the first factor and wants another ("Multi-Factor Authentication", auth receipts).
  if (headers.has('openstack-auth-receipt')) return 'CONSOLE.PASSCODE'
  // Glance's code is a sentence, "403 Forbidden".
  return /^\d{3}\b/.test(code) ? `${status}` : code
}

/** Fills a path, each value encoded as one segment: `` path`/v2/images/${id}/members` ``. */
export function path(texts: TemplateStringsArray, ...values: string[]): string {
  // A segment of dots would climb up the path, however it is encoded.
  const segments = values.map((value) => (/^\.+$/.test(value) ? '-' : encodeURIComponent(value)))
  return String.raw({ raw: texts }, ...segments)
}

/** Text as JSON; undefined: it is none. */
export const readJsonText = (text: string): unknown => {
  try {
    return parseAnswer(text)
  } catch {
    return undefined
  }
}

/** `fetch` says only "fetch failed"; what happened is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}

/** A text in which nothing of the token and other secrets of a call is left. */
function withoutSecrets<T>(text: string, { token = '', secrets = [] }: UpstreamCall<T>): string {
  return [token, ...secrets].reduce((clean, secret) => (secret ? clean.replaceAll(secret, '…') : clean), text)
}

/** `Retry-After` in ms: seconds, or a date by the clock that has written `Date`. */
function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  const sent = Date.parse(headers.get('date') ?? '') || now
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - sent
  return Number.isFinite(ms) ? Math.max(ms, 0) : null
}
