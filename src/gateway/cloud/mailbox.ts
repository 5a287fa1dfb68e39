/** What one side puts in as it happens, and the other takes out when it has time: all that waits, at once. */
export type Mailbox<T> = {
  put(item: T): void
  /** Nothing more comes. With a failure, the reader is thrown its error once everything else is taken. */
  end(failure?: { error: unknown }): void
  /** How many items wait for the reader. */
  readonly waiting: number
  /** For one reader: all items that wait, as soon as there are some, until the end. */
  batches(): AsyncGenerator<T[], void, void>
}

/** An empty mailbox. */
export function createMailbox<T>(): Mailbox<T> {
  let items: T[] = []
  let ended = false
  let failure: { error: unknown } | undefined
  let wake = () => {}

  async function* batches() {
    for (;;) {
      if (items.length > 0) {
        const batch = items
        items = []
        yield batch
      } else if (failure) throw failure.error
      else if (ended) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }

  return {
    put(item) {
      items.push(item)
      wake()
    },
    end(why) {
      failure ??= why
      ended = true
      wake()
    },
    get waiting() {
      return items.length
    },
    batches,
  }
}
