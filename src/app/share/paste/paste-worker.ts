import { parseRecipients } from './parse-recipients.ts'
import { type FromWorker, type ToWorker, unpackBook } from './paste-messages.ts'
import { RecipientBook } from './recipient-book.ts'

/** Reads pasted text in a worker, so that 100,000 lines do not delay a key press. */
let book = new RecipientBook([], '')

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if ('book' in data) {
    book = new RecipientBook(unpackBook(data.book), data.book.own)
    return
  }
  const columns = parseRecipients(data.text, book, data.decided)
  const { line, start, length, kind, ref, counts } = columns
  const answer: FromWorker = { id: data.id, columns }
  self.postMessage(answer, {
    transfer: [line.buffer, start.buffer, length.buffer, kind.buffer, ref.buffer, counts.buffer],
  })
}
