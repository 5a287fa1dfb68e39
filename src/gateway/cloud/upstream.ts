import type * as z from 'zod/mini'
import { readError } from '#ims/errors'
import { type Clock, CloudFailure } from './driver.ts'
import { readText } from './read-text.ts'

/** One request to a cloud. `name` tells people which, as in "list members of image …". */
export type UpstreamCall<T> = {
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
export type UpstreamReply<T> = { data: T; headers: Headers; requestId: string | null }

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

  return async ({ name, method, url, token, headers, body, secrets = [], schema, signal }) => {
    const clean = (text: string) => withoutSecrets(text, token === undefined ? secrets : [token, ...secrets])
    const unreachable = (why: string) => new CloudFailure(name, 0, 'CONSOLE.UNREACHABLE', why)
    const over = new AbortController()
    const abort = () => over.abort()
    signal?.throwIfAborted()
    signal?.addEventListener('abort', abort)
    const answered = new AbortController()
    const request = new Request(url, {
      method,
      redirect: 'manual',
      signal: over.signal,
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json;charset=UTF-8' }),
        ...(token !== undefined && { 'X-Auth-Token': token }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const limit = o.clock.sleep(o.timeoutMs, answered.signal).then(() => {
      throw unreachable(`No answer within ${o.timeoutMs / 1000} s.`)
    })
    let answer: Awaited<ReturnType<typeof exchange>>
    try {
      answer = await Promise.race([exchange(request), limit])
    } catch (error) {
      if (error instanceof CloudFailure) throw error
      if (signal?.aborted) throw signal.reason
      throw unreachable(clean(reasonOf(error)))
    } finally {
      answered.abort()
      signal?.removeEventListener('abort', abort)
      over.abort()
    }

    const { response, text } = answer
    const requestId = response.headers.get('x-request-id') ?? response.headers.get('x-openstack-request-id')
    const unreadable = (why: string) =>
      new CloudFailure(name, 502, 'CONSOLE.UNREADABLE', `The cloud's answer to "${name}" ${why}.`, requestId)
    if (text === null) throw unreadable('is larger than 64 MB')
    if (response.status >= 300 && response.status < 400)
      throw unreadable(
        'is a redirect, which is not followed: the address of the cloud is wrong, or something is before it',
      )
    if (!response.ok) {
      // Before it is read, which may cut a secret short, and after, as JSON may have written it in another way.
      const error = readError(response.status, clean(text))
      throw new CloudFailure(
        name,
        response.status,
        // Keystone takes the first factor and wants another ("Multi-Factor Authentication", auth receipts).
        response.headers.has('openstack-auth-receipt')
          ? 'CONSOLE.PASSCODE'
          : // Glance's code is a sentence, "403 Forbidden".
            /^\d{3}\b/.test(error.code)
            ? `${response.status}`
            : error.code,
        clean(error.message),
        error.requestId ?? requestId,
        retryAfter(response.headers.get('retry-after'), o.clock.now()),
        error.isOwn,
      )
    }
    const parsed = schema.safeParse(readJsonText(text))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
      throw unreadable(`is not understood${where}: ${issue?.message ?? 'unknown form'}`)
    }
    return { data: parsed.data, headers: response.headers, requestId }
  }
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
    return JSON.parse(text)
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

const withoutSecrets = (text: string, secrets: readonly string[]) =>
  secrets.reduce((clean, secret) => (secret ? clean.replaceAll(secret, '…') : clean), text)

/** `Retry-After` in ms: seconds or a date. */
function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) ? Math.max(ms, 0) : null
}
