import type { Heading } from '../../text/headings.ts'

/** The reasons why an ID does not belong to a recipient. */
export const REASONS = ['key', 'own', 'repeated', 'second', 'image', 'checksum'] as const
export type OtherIdReason = (typeof REASONS)[number]

/**
 * A piece of the text that gets a row. `hex`, `dashed`, `odd`: looks like an ID. `word`: may be an ID of
 * another form. `name`: a name of known recipients. `text`, `skip`: a line with, or without, meaning.
 */
export type EntryShape = 'hex' | 'dashed' | 'odd' | 'word' | 'name' | 'text' | 'skip'

/** Positions are in the clean text. `column` is 0 for the first ID of a line, 1 for the second. */
export type PasteEntry = {
  shape: EntryShape
  from: number
  to: number
  text: string
  record: number
  key: Heading | undefined
  column: number
  removed: boolean
  reason: OtherIdReason | undefined
  /** Of a name: the known recipients with that name. Of an ID: the recipients of another's name beside it. */
  holders: readonly number[]
  /** Set for an ID in a row of a table that has other words, and for a name in a line that has IDs. */
  inRow: boolean
  /** Set for a name that is the title of the lines below; it is never taken by itself. */
  isTitle: boolean
}

const NOBODY: readonly number[] = []

/** An entry of which only the position is known yet. */
export const entryOf = (shape: EntryShape, from: number, text: string, record: number): PasteEntry => ({
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
export const isId = ({ shape }: PasteEntry) => shape === 'hex' || shape === 'dashed' || shape === 'odd'

/** Whether it is an ID that may be a recipient's. */
export const mayBeRecipient = ({ shape, reason, removed }: PasteEntry) =>
  (shape === 'hex' || shape === 'odd') && reason === undefined && !removed
