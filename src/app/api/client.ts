import * as z from 'zod/mini'
import type { Code } from '#contract/codes'
import { type Endpoint, type Endpoints, endpoints } from '#contract/endpoints'
import { HEADERS, REQUEST_ID } from '#contract/headers'
import { code, type Problem, problem } from '#contract/problem'
import { isPresent } from './presence.ts'
import { belongsHere, signedInAsHeader } from './signed-in-as.ts'

/**
 * A call that did not give its answer. `status` 0: no answer arrived at all, so nobody knows whether the gateway
 * got the request. `code` is the cloud's or ours; `requestId` finds the call in the gateway's log.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly status: number,
    readonly code: Code,
    message: string,
    readonly requestId: string | null = null,
    readonly field: string | null = null,
    /** Of `CONSOLE.CHANGED`: the plan as it is now, not parsed. */
    readonly plan: unknown = undefined,
  ) {
    super(message)
  }
}

/** Whether the request was answered, and refused. */
export const isRefusal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500

type Query<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : undefined
type Body<E> = E extends { body: infer B extends z.ZodMiniType } ? z.input<B> : undefined

export type CallOptions<E> = {
  /** Answered for whoever is signed in now, also when the page is another's: to find out who that is. */
  asAnybody?: true
  params?: Record<string, string>
  query?: Query<E>
  body?: Body<E>
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * Makes one call of the contract and parses the answer; anything else is thrown as `ApiError`, never returned and
 * never shown: what the user sees of a failure is decided where the call is made.
 */
export async function call<N extends keyof Endpoints>(
  name: N,
  options: CallOptions<Endpoints[N]> = {},
): Promise<z.output<Endpoints[N]['response']>> {
  const endpoint: Endpoint = endpoints[name]
  const response = await send(endpoint, options)
  if (!response.ok) throw await readProblem(response)
  return parse(endpoint, response, await response.json().catch(() => undefined)) as z.output<
    Endpoints[N]['response']
  >
}

/** Makes a call whose answer comes line by line, and gives each line as it arrives; throws as `call` does. */
export async function* stream<N extends StreamName>(
  name: N,
  options: CallOptions<Endpoints[N]> = {},
): AsyncIterable<z.output<Endpoints[N]['response']>> {
  const endpoint: Endpoint = endpoints[name]
  const response = await send(endpoint, options)
  if (!response.ok) throw await readProblem(response)
  for await (const line of linesOf(response, options.signal))
    yield parse(endpoint, response, readAnswer(line)) as never
}

type StreamName = {
  [N in keyof Endpoints]: Endpoints[N] extends { stream: true } ? N : never
}[keyof Endpoints]

/** The lines of an answer. One that breaks off is as if no answer had come. */
async function* linesOf(response: Response, signal: AbortSignal | undefined): AsyncIterable<string> {
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value = '' } = await reader.read()
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of done ? [...lines, rest] : lines) if (line !== '') yield line
      if (done) return
    }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, 'CONSOLE.OFFLINE', 'The answer of the console’s server broke off.')
  } finally {
    // Whoever stops listening ends the work behind it.
    void reader.cancel().catch(() => {})
  }
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parse(endpoint: Endpoint, response: Response, body: unknown) {
  const answer = endpoint.response.safeParse(body)
  if (answer.success) return answer.data
  throw new ApiError(
    response.status,
    'CONSOLE.UNREADABLE',
    `The answer of "${endpoint.summary}" does not fit its contract: ${z.prettifyError(answer.error)}`,
    response.headers.get(REQUEST_ID),
  )
}

async function send(endpoint: Endpoint, options: CallOptions<unknown>): Promise<Response> {
  const { params = {}, headers, signal, asAnybody = false } = options
  const body = options.body as unknown
  const query = Object.entries((options.query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = query.length > 0 ? `?${new URLSearchParams(query.map(([k, v]) => [k, String(v)]))}` : ''
  const request = {
    method: endpoint.method,
    headers: {
      [HEADERS.console]: isPresent() ? '1' : 'idle',
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(!asAnybody && signedInAsHeader()),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }
  const response = await fetch(path + search, request).catch((cause) => {
    if (signal?.aborted) throw cause
    throw new ApiError(0, 'CONSOLE.OFFLINE', 'No answer from the console’s server.')
  })
  // Two calls of a page may meet a sign-in between them: an answer for somebody else is not read.
  if (asAnybody || belongsHere(response.headers.get(HEADERS.signedInAs))) return response
  const why = 'Somebody else has signed in since this page was loaded.'
  throw tellRefused(new ApiError(409, 'CONSOLE.OTHER_SESSION', why, response.headers.get(REQUEST_ID)))
}

/** `/console/` answers problems, `/v1/` the cloud's own shape; a proxy in between may answer anything. */
const cloudError = z.union([
  z.object({
    error: z.object({ code, message: z.string() }),
    plan: z.optional(z.unknown()),
  }),
  z.object({ error_code: code, error_msg: z.string() }),
])

let tellSignedOut = () => {}
/** Calls the listener whenever a call was refused because nobody is signed in (any more). There is one listener. */
export const onSignedOut = (listener: () => void) => {
  tellSignedOut = listener
}

let tellOtherSession = () => {}
/** Calls the listener whenever a call was refused because somebody else has signed in. There is one listener. */
export const onOtherSession = (listener: () => void) => {
  tellOtherSession = listener
}

const readProblem = async (response: Response) => tellRefused(await toApiError(response))

/** Tells the page of a refusal that concerns all of it. */
function tellRefused(error: ApiError): ApiError {
  // A sign-in that the cloud refused is no session that has ended.
  if (error.status === 401 && error.code !== 'CONSOLE.REFUSED') tellSignedOut()
  if (error.code === 'CONSOLE.OTHER_SESSION') tellOtherSession()
  return error
}

async function toApiError(response: Response): Promise<ApiError> {
  const id = response.headers.get(REQUEST_ID)
  const body: unknown = await response.json().catch(() => undefined)
  const ours = problem.safeParse(body)
  if (ours.success) {
    const p: Problem = ours.data
    return new ApiError(response.status, p.code, p.detail ?? p.title, p.requestId, p.field ?? null, p.plan)
  }
  const theirs = cloudError.safeParse(body)
  if (!theirs.success)
    return new ApiError(response.status, `${response.status}`, `The server answered ${response.status}.`, id)
  const e = theirs.data
  return 'error' in e
    ? new ApiError(response.status, e.error.code, e.error.message, id, null, e.plan)
    : new ApiError(response.status, e.error_code, e.error_msg, id)
}
