import { guardFormulas } from '#contract/formulas'
import { utcTime } from '../format.ts'
import { type MatrixImage, type MatrixRecipient, pairAt } from './matrix.ts'
import { COPY_HEAD, wordOf } from './words.ts'

/** So many pairs are copied at most: more of them do not fit into a clipboard, or a spreadsheet. */
export const MAX_COPIED = 100_000

/** Pairs as rows with tabs in between, which spreadsheets and tickets take for a table. */
export function pairsToTable(images: readonly MatrixImage[], recipients: readonly MatrixRecipient[]): string {
  const rows = images.flatMap((image) =>
    recipients.map((recipient) => [
      image.name,
      image.id,
      recipient.name,
      recipient.id,
      wordOf(pairAt(image, recipient.position)),
      image.row ? utcTime(image.row.at) : '',
    ]),
  )
  const cell = (value: string) => guardFormulas(value.replace(/[\t\r\n]/g, ' '))
  return [COPY_HEAD, ...rows].map((row) => row.map(cell).join('\t')).join('\n')
}
