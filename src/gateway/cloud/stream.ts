/** Results that wait for the listener; with more of them nothing new is begun. */
const BACKLOG = 64

/**
 * Works through items, about `width()` at a time, and tells the results as they come; `work` may tell several. Items are
 * begun in groups, as many as there is room for, each after `admit` has taken it. The first error ends it; whatever way it
 * ends, all that was begun is waited for, so that nothing goes on behind the listener's back. When the listener does not
 * take the results any more, nothing is begun either.
 */
export async function* streamed<I, O>(o: {
  items: Iterable<I>
  work(item: I, tell: (result: O) => void): Promise<void>
  width(): number
  admit?: ((group: I[]) => Promise<void>) | undefined
}): AsyncIterable<O> {
  const left = o.items[Symbol.iterator]()
  const running = new Set<Promise<void>>()
  const results: O[] = []
  let filling: Promise<void> | null = null
  let over = false
  let exhausted = false
  let failure: { error: unknown } | undefined
  let wake = () => {}

  const fail = (error: unknown) => {
    failure ??= { error }
    over = true
  }

  const begin = (item: I) => {
    const one = o
      .work(item, (result) => void results.push(result))
      .catch(fail)
      .finally(() => {
        running.delete(one)
        fill()
        wake()
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

  const hasRoom = () => !over && !exhausted && results.length < BACKLOG && running.size < o.width()

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
        wake()
      })
  }

  try {
    fill()
    for (;;) {
      yield* results.splice(0)
      if (results.length > 0) continue
      if (running.size === 0 && !filling && !hasRoom()) break
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      fill()
      if (running.size > 0 || filling) await woken
    }
    if (failure) throw failure.error
  } finally {
    over = true
    await filling
    await Promise.all(running)
  }
}
