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
  { size, lingerMs, urgent, clock }: ChunkLimits<T>,
): AsyncIterable<T[]> {
  const iterator = stream[Symbol.asyncIterator]()
  let chunk: T[] = []
  let hurry = false
  let over = new AbortController()
  let lingered: Promise<void> = Promise.resolve()
  try {
    for (;;) {
      const next = iterator.next().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      )
      const pause = () => (hurry ? nextTurn() : lingered)
      if (chunk.length >= size || (chunk.length > 0 && !(await Promise.race([next, pause()])))) {
        over.abort()
        yield chunk
        chunk = []
        hurry = false
      }
      const step = await next
      if ('error' in step || step.result.done) {
        if (chunk.length > 0) yield chunk
        if ('error' in step) throw step.error
        return
      }
      chunk.push(step.result.value)
      hurry ||= urgent(step.result.value)
      if (chunk.length > 1) continue
      over = new AbortController()
      lingered = clock.sleep(lingerMs, over.signal).catch(() => {})
    }
  } finally {
    over.abort()
    // Whoever stops listening ends the stream as well: nothing is to be sent that nobody hears of.
    await iterator.return?.()
  }
}
