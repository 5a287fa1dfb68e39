/**
 * Works through items, about `width()` at a time and whether or not anybody listens yet, and tells the results as they
 * come. The first error ends it; whatever way it ends, all that was begun is waited for, so that nothing goes on behind
 * the listener's back.
 */
export async function* streamed<I, O>(
  items: Iterable<I>,
  work: (item: I) => Promise<Iterable<O>>,
  width: () => number,
): AsyncIterable<O> {
  const left = items[Symbol.iterator]()
  const running = new Set<Promise<void>>()
  const results: O[] = []
  let over = false
  let failure: { error: unknown } | undefined
  let wake = () => {}

  const fill = () => {
    while (!over && running.size < width()) {
      const next = left.next()
      if (next.done) return
      const one = work(next.value)
        .then(
          (found) => void results.push(...found),
          (error) => {
            failure ??= { error }
            over = true
          },
        )
        .finally(() => {
          running.delete(one)
          fill()
          wake()
        })
      running.add(one)
    }
  }

  try {
    fill()
    for (;;) {
      yield* results.splice(0)
      if (results.length > 0) continue
      if (running.size === 0) break
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    if (failure) throw failure.error
  } finally {
    over = true
    await Promise.all(running)
  }
}
