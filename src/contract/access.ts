import * as z from 'zod/mini'
import { code } from './problem.ts'

/** What went wrong with a read of members. */
const readProblem = z.object({ code, message: z.string() })

/**
 * Who has an image: its members as its owner read them. `at`: when that read began, in ms since 1970. `recipients`: those that
 * this answer names here for the first time; they take the next positions of its list. `outcomes`: a letter of `pair.ts` for
 * each position of that list, `absent` beyond its end. `since`: for whoever asks, since when each member of the row has been
 * one, in the order of positions, in ms since 1970; null where the cloud does not tell. `problem`: a later read has failed.
 */
const accessRow = z.object({
  kind: z.literal('row'),
  image: z.string(),
  at: z.number(),
  recipients: z.optional(z.array(z.string())),
  outcomes: z.string(),
  since: z.optional(z.array(z.nullable(z.number()))),
  problem: z.optional(readProblem),
})
export type AccessRow = z.infer<typeof accessRow>

/** An image of which no members are known, as they could not be read: never the same as none. */
const unreadRow = z.object({ kind: z.literal('unread'), image: z.string(), problem: readProblem })

/**
 * A line of the answer. First how many images may have members at all: all others have none. Then their rows as they come, a
 * row once more when it was read again; then the end, without which the answer has broken off.
 */
export const accessEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), images: z.number() }),
  accessRow,
  unreadRow,
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('problem'), problem: z.object({ code, message: z.string() }) }),
])
export type AccessEvent = z.infer<typeof accessEvent>

/** `known`: only what was read before, without asking the cloud. `since`: with the times of members. */
export const accessQuery = z.object({
  known: z.optional(z.literal('true')),
  since: z.optional(z.literal('true')),
})

/** The most images whose rows are asked for by name. */
export const MAX_ACCESS_ROWS = 1000

/** Rows of these images alone; `fresh`: read from the cloud now. */
export const accessRowsRequest = z.object({
  images: z.array(z.string()).check(z.maxLength(MAX_ACCESS_ROWS)),
  fresh: z.optional(z.boolean()),
  since: z.optional(z.boolean()),
})

/** Which jobs gave what: of one image to all its recipients, of one project for all its images, or of one pair. */
export const provenanceRequest = z.object({
  images: z.array(z.string()).check(z.maxLength(1)),
  projects: z.array(z.string()).check(z.maxLength(1)),
})

/**
 * The job through which each pair that is shared now came to be, as far as this console's history knows; a pair that is not
 * in the list is shared, and not through this console. `job`: a position in `jobs`; `at`: when the job ended, in ms since 1970.
 */
export const provenance = z.object({
  jobs: z.array(z.object({ id: z.string(), reason: z.string(), user: z.string(), createdAt: z.number() })),
  pairs: z.array(
    z.object({ image: z.string(), project: z.string(), job: z.number(), at: z.nullable(z.number()) }),
  ),
})
export type Provenance = z.infer<typeof provenance>
