import { createMailbox } from './mailbox.ts'

/** How many results may wait for the listener before nothing new is begun. */
const BACKLOG = 64

/**
 * Works through items, about `width()` at a time, and yields the results as they come; `work` may tell
 * several. Items are begun in groups, as many as there is room for, each group once `admit` has taken it. The
 * first error ends it. However it ends, everything that was begun is waited for, so that nothing goes on
 * behind the listener's back. While the listener takes no results, nothing more is begun.
 */
export async function* streamed<I, O>(o: {
  items: Iterable<I>
  work(item: I, tell: (result: O) => void): Promise<void>
  width(): number
  admit?: ((group: I[]) => Promise<void>) | undefined
}): AsyncIterable<O> {
  const left = o.items[Symbol.iterator]()
  const running = new Set<Promise<void>>()
  const results = createMailbox<O>()
  let filling: Promise<void> | null = null
  let over = false
  let exhausted = false

  let failure: { error: unknown } | undefined

  const fail = (error: unknown) => {
    failure ??= { error }
    over = true
  }

  /** Called when something has ended: more may begin, or everything is over. */
  const goOn = () => {
    fill()
    if ((over || exhausted) && running.size === 0 && !filling) results.end(failure)
  }

  const begin = (item: I) => {
    const one = o
      .work(item, results.put)
      .catch(fail)
      .finally(() => {
        running.delete(one)
        goOn()
      })
    running.add(one)
  }

  const next = (): I[] => {
    const group: I[] = []
    while (running.size + group.length < o.width()) {
      const { value, done } = left.next()
      exhausted = done === true
      if (done) break
      group.push(value)
    }
    return group
  }

  const hasRoom = () => !over && !exhausted && results.waiting < BACKLOG && running.size < o.width()

  const admitAll = async () => {
    while (hasRoom()) {
      const group = next()
      if (group.length > 0) await o.admit?.(group)
      if (!over) group.forEach(begin)
    }
  }

  const fill = () => {
    if (!hasRoom()) return
    filling ??= admitAll()
      .catch(fail)
      .finally(() => {
        filling = null
        goOn()
      })
  }

  try {
    fill()
    for await (const batch of results.batches()) {
      yield* batch
      fill()
    }
  } finally {
    over = true
    await filling
    await Promise.all(running)
  }
}
