import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../cloud/driver.ts'

/** A chunk ends at `size` items, `lingerMs` after its first one, or as soon as it has an `urgent` one. */
export type ChunkLimits<T> = { size: number; lingerMs: number; urgent: (item: T) => boolean; clock: Clock }

/**
 * Gathers what a stream yields within a moment, so that thousands of events are stored in few writes, each of
 * which waits for the disk. Items that come together with an urgent one are in its chunk. Items before an
 * error are yielded before the error is thrown.
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
    // When nobody listens any more the stream ends as well: nothing may be sent whose result is lost.
    await iterator.return?.()
  }
}

type End = { kind: 'ended' } | { kind: 'broken'; error: unknown }
type Step<T> = { kind: 'item'; item: T } | End

/**
 * Gathers one chunk, beginning with `first`. `end`: how the stream ended with it; `then`: the step after it.
 */
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
