import * as z from 'zod/mini'
import type { Code } from '#contract/codes'
import type { Endpoint } from '#contract/endpoint'
import { type Endpoints, endpoints } from '#contract/endpoints'
import { HEADERS, REQUEST_ID } from '#contract/headers'
import { code, type Problem, problem } from '#contract/problem'
import { mayHaveHidden, showHidden } from '#contract/text'
import { BASE_PATH } from '../base-path.ts'
import { isPresent } from './presence.ts'
import { belongsHere, signedInAsHeader } from './signed-in-as.ts'

/**
 * A call that failed. `status` 0: no answer arrived at all, so nobody knows whether the gateway got the
 * request. `code` is the cloud's or ours; `requestId` finds the call in the gateway's log.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: Code
  readonly requestId: string | null
  readonly field: string | null
  /** Of `CONSOLE.CHANGED`: the plan as it is now, not parsed. */
  readonly plan: unknown
  constructor(facts: {
    status: number
    code: Code
    message: string
    requestId?: string | null
    field?: string | undefined
    plan?: unknown
  }) {
    super(facts.message)
    this.status = facts.status
    this.code = facts.code
    this.requestId = facts.requestId ?? null
    this.field = facts.field ?? null
    this.plan = facts.plan
  }
}

/** No answer came, so nobody knows whether the gateway got the request. */
export const noAnswer = (message: string) => new ApiError({ status: 0, code: 'CONSOLE.OFFLINE', message })

/** Whether the request was answered, and refused. */
export const isRefusal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500

type Query<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : undefined
type Answer<N extends keyof Endpoints> = z.output<Endpoints[N]['response']>
type Body<E> = E extends { body: infer B extends z.ZodMiniType } ? z.input<B> : undefined

export type CallOptions<E> = {
  /**
   * The answer may be for another user than the one for whom the page was loaded: it is asked who is signed
   * in now.
   */
  asAnybody?: true
  params?: Record<string, string>
  query?: Query<E>
  body?: Body<E>
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * Makes one call of the contract and parses the answer. Any failure is thrown as `ApiError`; the caller
 * decides how the user sees it.
 */
export async function call<N extends keyof Endpoints>(
  name: N,
  options: CallOptions<Endpoints[N]> = {},
): Promise<Answer<N>> {
  const response = await send(endpoints[name], options)
  if (!response.ok) throw await readProblem(response)
  return parse(name, response, readAnswer(await response.text().catch(() => '')))
}

/**
 * Makes a call whose answer comes line by line, and yields each line as it arrives; throws as `call` does.
 */
export async function* stream<N extends StreamName>(
  name: N,
  options: CallOptions<Endpoints[N]> = {},
): AsyncIterable<Answer<N>> {
  const response = await send(endpoints[name], options)
  if (!response.ok) throw await readProblem(response)
  for await (const line of linesOf(response, options.signal)) yield parse(name, response, readAnswer(line))
}

type StreamName = {
  [N in keyof Endpoints]: Endpoints[N] extends { stream: true } ? N : never
}[keyof Endpoints]

/** The lines of an answer. An answer that breaks off is treated as no answer. */
async function* linesOf(response: Response, signal: AbortSignal | undefined): AsyncIterable<string> {
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  try {
    yield* splitLines(reader)
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw noAnswer('The answer of the console’s server broke off.')
  } finally {
    // When the caller stops listening, the gateway stops the work as well.
    void reader.cancel().catch(() => {})
  }
}

async function* splitLines(reader: ReadableStreamDefaultReader<string>): AsyncIterable<string> {
  let rest = ''
  let isDone = false
  while (!isDone) {
    const { done, value = '' } = await reader.read()
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
    isDone = done
  }
  if (rest !== '') yield rest
}

/** An answer as JSON. Hidden characters in its names are shown: what looks like one name must not be another. */
function readAnswer(text: string): unknown {
  try {
    return mayHaveHidden(text) ? JSON.parse(text, showTexts) : JSON.parse(text)
  } catch {
    return undefined
  }
}

const showTexts = (_: string, value: unknown) => (typeof value === 'string' ? showHidden(value) : value)

function parse<N extends keyof Endpoints>(name: N, response: Response, body: unknown): Answer<N> {
  const endpoint: Endpoint = endpoints[name]
  const answer = endpoint.response.safeParse(body)
  if (answer.success) return answer.data as Answer<N>
  const why = z.prettifyError(answer.error)
  throw new ApiError({
    status: response.status,
    code: 'CONSOLE.UNREADABLE',
    message: `The answer of "${endpoint.summary}" does not fit its contract: ${why}`,
    requestId: response.headers.get(REQUEST_ID),
  })
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
  const response = await fetch(BASE_PATH + path + search, request).catch((cause) => {
    if (signal?.aborted) throw cause
    throw noAnswer('No answer from the console’s server.')
  })
  // Somebody else may have signed in since the last call of this page; that user's data is not read.
  if (asAnybody || belongsHere(response.headers.get(HEADERS.signedInAs))) return response
  throw tellRefused(
    new ApiError({
      status: 409,
      code: 'CONSOLE.OTHER_SESSION',
      message: 'Somebody else has signed in since this page was loaded.',
      requestId: response.headers.get(REQUEST_ID),
    }),
  )
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
/**
 * Calls the listener whenever a call was refused because nobody is signed in (any more). There is one
 * listener.
 */
export const onSignedOut = (listener: () => void) => {
  tellSignedOut = listener
}

let tellOtherSession = () => {}
/**
 * Calls the listener whenever a call was refused because somebody else has signed in. There is one listener.
 */
export const onOtherSession = (listener: () => void) => {
  tellOtherSession = listener
}

const readProblem = async (response: Response) => tellRefused(await toApiError(response))

/** Tells the page of a refusal that concerns all of it. */
function tellRefused(error: ApiError): ApiError {
  // A refused sign-in does not mean that a session has ended.
  if (error.status === 401 && error.code !== 'CONSOLE.REFUSED') tellSignedOut()
  if (error.code === 'CONSOLE.OTHER_SESSION') tellOtherSession()
  return error
}

async function toApiError(response: Response): Promise<ApiError> {
  const { status } = response
  const requestId = response.headers.get(REQUEST_ID)
  const body: unknown = await response.json().catch(() => undefined)
  const ours = problem.safeParse(body)
  if (ours.success) return fromProblem({ ...ours.data, status })
  const theirs = cloudError.safeParse(body)
  if (!theirs.success)
    return new ApiError({
      status,
      code: `${status}`,
      message: `The server answered ${status}.`,
      requestId,
    })
  const refusal = theirs.data
  if (!('error' in refusal))
    return new ApiError({ status, code: refusal.error_code, message: refusal.error_msg, requestId })
  const { code, message } = refusal.error
  return new ApiError({ status, code, message, requestId, plan: refusal.plan })
}

/** A problem that the gateway told, as an error. */
export const fromProblem = ({ status, code, detail, title, requestId, field, plan }: Problem) =>
  new ApiError({ status, code, message: detail ?? title, requestId, field, plan })
