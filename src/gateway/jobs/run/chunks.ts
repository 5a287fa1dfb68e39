import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../cloud/driver.ts'

/** When a chunk ends: at `size`, or `lingerMs` after its first item, or as soon as an item that is `urgent` is in it. */
export type ChunkLimits<T> = { size: number; lingerMs: number; urgent: (item: T) => boolean; clock: Clock }

/**
 * Gathers what a stream tells within a moment, so that thousands of events are stored in few writes, each of which waits
 * for the disk. What comes together with an urgent item goes with it. What came before an error is handed on before
 * the error is thrown.
 */
export async function* chunks<T>(
  stream: AsyncIterable<T>,
  limits: ChunkLimits<T>,
): AsyncGenerator<T[], void, void> {
  const iterator = stream[Symbol.asyncIterator]()
  const pull = (): Promise<Step<T>> =>
    iterator.next().then(
      ({ done, value }) => (done ? { kind: 'ended' } : { kind: 'item', item: value }),
      (error: unknown) => ({ kind: 'broken', error }),
    )
  let next = pull()
  try {
    for (;;) {
      const { items, end, then } = await gather(next, pull, limits)
      if (items.length > 0) yield items
      if (end?.kind === 'broken') throw end.error
      if (end) return
      next = then
    }
  } finally {
    // Whoever stops listening ends the stream as well: nothing is to be sent that nobody hears of.
    await iterator.return?.()
  }
}

type End = { kind: 'ended' } | { kind: 'broken'; error: unknown }
type Step<T> = { kind: 'item'; item: T } | End

/** One chunk, from the step that is awaited on. `end`: how the stream ended with it; `then`: the step after it. */
async function gather<T>(
  first: Promise<Step<T>>,
  pull: () => Promise<Step<T>>,
  { size, lingerMs, urgent, clock }: ChunkLimits<T>,
): Promise<{ items: T[]; end?: End; then: Promise<Step<T>> }> {
  const items: T[] = []
  const over = new AbortController()
  let then = first
  try {
    let step = await first
    const lingered = clock.sleep(lingerMs, over.signal).catch(() => {})
    let isUrgent = false
    while (step.kind === 'item') {
      items.push(step.item)
      isUrgent ||= urgent(step.item)
      then = pull()
      if (items.length >= size) return { items, then }
      const come = await Promise.race([then, isUrgent ? nextTurn() : lingered])
      if (!come) return { items, then }
      step = come
    }
    return { items, end: step, then }
  } finally {
    over.abort()
  }
}
