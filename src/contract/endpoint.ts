import type * as z from 'zod/mini'
import type { Header } from './headers.ts'

/** A call between browser and gateway. Query values travel as strings; paths use `{name}`. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  summary: string
  /** All headers of the console that the call heeds; no other can be read. */
  headers: readonly Header[]
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** The largest body that is read, in bytes; `SMALL_BODY_BYTES` unless told. */
  maxBytes?: number
  /** One answer, or with `stream` the form of each line of an answer that comes line by line (NDJSON). */
  response: z.ZodMiniType
  stream?: true
}

/** The names that stand in a path as `{name}`. */
export type PathParam<P extends string> = P extends `${string}{${infer K}}${infer Rest}`
  ? K | PathParam<Rest>
  : never

/** Enough for a sign-in with a token of several KB, or a sentence and a few IDs. */
export const SMALL_BODY_BYTES = 16 * 1024

/** The headers that every call of a signed-in user heeds: they say from whose page it comes. */
export const FROM_A_PAGE = ['console', 'signedInAs'] as const satisfies readonly Header[]
