import type * as z from 'zod/mini'
import type { Code } from '#contract/codes'
import { type Endpoint, SMALL_BODY_BYTES } from '#contract/endpoint'
import { JsonRefused, parseJson } from '#ims/json'
import { readText } from '../../cloud/read-text.ts'
import { RequestRefused } from '../problems.ts'

/** A call that has a body, and how large that may be. */
type WithBody<S extends z.ZodMiniType> = Pick<Endpoint, 'maxBytes'> & { body: S }

/**
 * Reads the JSON body of a call by its entry in the table of endpoints. Refuses with 413 what is larger than the call
 * takes, with 415 what says that it is no JSON, and with 400, naming the first field that does not fit.
 */
export async function readJsonBody<S extends z.ZodMiniType>(
  request: Request,
  { body, maxBytes = SMALL_BODY_BYTES }: WithBody<S>,
): Promise<z.output<S>> {
  refuseOtherTypes(request)
  const text = await readText(request, maxBytes)
  if (text === null)
    throw new RequestRefused(413, 'CONSOLE.BODY', `The request is larger than ${inWords(maxBytes)}.`)
  const read = body.safeParse(parse(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new RequestRefused(
    400,
    'CONSOLE.BODY',
    `The field "${field}" is not valid: ${issue?.message}.`,
    field,
  )
}

/** A form of another site can send these types without being asked first; none of them is JSON. */
export function refuseOtherTypes(
  request: Request,
  [status, code]: readonly [400 | 415, Code] = [415, 'CONSOLE.BODY'],
) {
  const type = request.headers.get('content-type')
  if (type !== null && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new RequestRefused(status, code, `The body must be application/json, not ${type.slice(0, 80)}.`)
}

function parse(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error
    throw new RequestRefused(400, 'CONSOLE.BODY', `The request body ${error.message}.`)
  }
}

const inWords = (bytes: number) => (bytes < 1024 * 1024 ? `${bytes / 1024} KB` : `${bytes / 1024 / 1024} MB`)
