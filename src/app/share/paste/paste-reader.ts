import type { Recipient } from '#contract/recipient'
import { untilWorthATry } from '../../ui/load-part.ts'
import { type FromWorker, packBook, type ToWorker } from './paste-messages.ts'
import type { OwnIds } from './recipient-book.ts'
import { Verdicts } from './verdicts.ts'

/**
 * Reads pasted text in a worker. Only the answer to the last text is given to `onVerdicts`; answers to
 * earlier texts, or with an earlier book, are dropped.
 */
export class PasteReader {
  private worker: Worker | null = null
  private last = 0
  /** Reads the last text once more. */
  private again = () => {}
  /** The server did not have the worker’s file when it was last asked for it, and answered. */
  private answered = false

  constructor(
    private readonly known: readonly Recipient[],
    private readonly own: OwnIds,
    private readonly onVerdicts: (verdicts: Verdicts) => void,
    /** The worker could not be started, for now, or broke. */
    private readonly onFailure: () => void,
  ) {}

  /** Starts the worker and hands it the book, so that a paste need not wait for it. */
  warm(): Worker {
    if (this.worker) return this.worker
    this.worker = new Worker(new URL('./paste-worker.ts', import.meta.url), { type: 'module' })
    this.worker.onerror = (event) => {
      this.onFailure()
      // Only what the worker itself has thrown comes as an `ErrorEvent`: else its file could not be loaded.
      if (!(event instanceof ErrorEvent)) void this.startAgain()
    }
    this.send(this.worker, { book: packBook(this.known, this.own) })
    return this.worker
  }

  private async startAgain() {
    this.answered = await untilWorthATry(this.answered)
    this.worker = null
    this.again()
  }

  /** `decided` as in `parseRecipients`. */
  read(text: string, decided: ReadonlySet<string>) {
    this.again = () => this.read(text, decided)
    const worker = this.warm()
    const id = ++this.last
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.id === this.last) this.onVerdicts(new Verdicts(text, data.columns, this.known))
    }
    this.send(worker, { id, text, decided })
  }

  close() {
    this.last++
    this.again = () => {}
    this.worker?.terminate()
    this.worker = null
  }

  private send(worker: Worker, message: ToWorker) {
    worker.postMessage(message)
  }
}
