import type { Heading } from '../../text/headings.ts'

/** Why an ID is of something that is no recipient. */
export const REASONS = ['key', 'own', 'repeated', 'second', 'image', 'checksum'] as const
export type Reason = (typeof REASONS)[number]

/**
 * A piece of the text that gets a row. `hex`, `dashed`, `odd`: IDs by their looks; `word`: what may be an ID of another
 * form; `name`: of known recipients; `text`, `skip`: a line with, or without, something to say.
 */
export type Shape = 'hex' | 'dashed' | 'odd' | 'word' | 'name' | 'text' | 'skip'

/** Positions are in the clean text; `column`: the how-manieth ID of its line it is. */
export type Entry = {
  shape: Shape
  from: number
  to: number
  text: string
  record: number
  key: Heading | undefined
  column: number
  removed: boolean
  reason: Reason | undefined
  /** Known recipients with the name; of an ID: of a name beside it that is another's. */
  holders: readonly number[]
  /** An ID in a row of a table, with other words; a name in a line with IDs. */
  inRow: boolean
  /** A name that is the title of what follows: never taken by itself. */
  isTitle: boolean
}

const NOBODY: readonly number[] = []

/** An entry about which nothing more is known than where it stands. */
export const entryOf = (shape: Shape, from: number, text: string, record: number): Entry => ({
  shape,
  from,
  to: from + text.length,
  text,
  record,
  key: undefined,
  column: 0,
  removed: false,
  reason: undefined,
  holders: NOBODY,
  inRow: false,
  isTitle: false,
})

/** Whether it is an ID by its looks. */
export const isId = ({ shape }: Entry) => shape === 'hex' || shape === 'dashed' || shape === 'odd'

/** Whether it is an ID that may be a recipient's. */
export const mayBeRecipient = ({ shape, reason, removed }: Entry) =>
  (shape === 'hex' || shape === 'odd') && reason === undefined && !removed
