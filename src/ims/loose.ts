import * as z from 'zod/mini'

/**
 * The API family writes many booleans and numbers as strings ("true", "True", "1073741824"); both forms are
 * read.
 */
export const looseBoolean = z.union([z.boolean(), z.string()])
export const looseNumber = z.union([z.number(), z.string()])

/** Reads `true` / `"true"` / `"True"`. */
export const isTrue = (value: boolean | string | null | undefined): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
