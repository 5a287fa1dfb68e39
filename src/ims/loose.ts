import * as z from 'zod/mini'

/**
 * The API family writes many booleans and numbers as strings ("true", "True", "1073741824"); both forms are
 * read.
 */
export const looseBoolean = z.union([z.boolean(), z.string()])
export const looseNumber = z.union([z.number(), z.string()])

/** A text. A number or a truth value is read as its text; of anything else it is as if it were not there. */
export const looseText = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value): string | null => {
      if (typeof value === 'string') return value
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
    }),
  ),
)

/** A field of which an odd value is as if it were not there. */
export const looseField = <S extends z.ZodMiniType>(schema: S) =>
  z.catch(z.nullable(z.optional(schema)), null)

/** A list of which only the records that are understood are read. */
export const understoodOf = <S extends z.ZodMiniType>(record: S) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((records): z.output<S>[] =>
      records.flatMap((one) => {
        const read = record.safeParse(one)
        return read.success ? [read.data] : []
      }),
    ),
  )

const ODD = 'odd record: '

/** Stands for a record that is not understood, so that it is seen, and hides no other. */
export const oddRecord = ({ input }: { input: unknown }) => ({
  id: `${ODD}${JSON.stringify(input ?? null).slice(0, 60)}`,
  status: 'unknown',
})

export const isOdd = ({ id }: { id: string }) => id.startsWith(ODD)

/** Reads `true` / `"true"` / `"True"`. */
export const isTrue = (value: boolean | string | null | undefined): boolean =>
  value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
