import type * as z from 'zod/mini'
import { readText } from '../../cloud/read-text.ts'
import { RequestRefused } from '../problems.ts'

/** 100,000 entries of the recipient book, or IDs of half a million pairs, with room to spare. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * Reads a JSON body by a schema of the contract. Refuses with 400, naming the first field that does not fit.
 */
export async function readJsonBody<S extends z.ZodMiniType>(
  request: Request,
  schema: S,
): Promise<z.output<S>> {
  const text = await readText(request, MAX_BYTES)
  if (text === null) throw new RequestRefused(413, 'CONSOLE.BODY', 'The request is larger than 64 MB.')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new RequestRefused(400, 'CONSOLE.BODY', 'The request body is not valid JSON.')
  }
  const read = schema.safeParse(json)
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
