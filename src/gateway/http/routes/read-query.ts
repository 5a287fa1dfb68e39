import * as z from 'zod/mini'
import { isPlainText } from '#ims/json'
import { RequestRefused } from '../problems.ts'

/**
 * Reads query parameters by a schema of the contract: text becomes a number where the schema wants one, an
 * empty value counts as not given, unknown names are ignored. Refuses with 400 naming the first bad
 * parameter.
 */
export function readQuery<S extends z.ZodMiniType>(schema: S, search: URLSearchParams): z.output<S> {
  const given: Record<string, unknown> = {}
  for (const [name, field] of queryFields(schema)) {
    const value = search.get(name)
    if (value === null || value === '') continue
    if (!isPlainText(value))
      throw new RequestRefused(400, 'CONSOLE.QUERY', `The parameter "${name}" must not contain NUL.`, name)
    given[name] = isNumber(field) ? Number(value) : value
  }
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const name = String(issue?.path[0] ?? '')
  throw new RequestRefused(
    400,
    'CONSOLE.QUERY',
    `The parameter "${name}" is not valid: ${issue?.message}.`,
    name,
  )
}

/** The parameters of a query schema, by name. */
export function queryFields(schema: z.ZodMiniType): [string, z.core.$ZodType][] {
  return schema instanceof z.ZodMiniObject ? Object.entries(schema.shape) : []
}

const isNumber = (field: z.core.$ZodType): boolean =>
  field instanceof z.ZodMiniOptional ? isNumber(field.def.innerType) : field instanceof z.ZodMiniNumber

/** Whether a parameter must be given. */
export const isRequired = (field: z.core.$ZodType) => !(field instanceof z.ZodMiniOptional)
