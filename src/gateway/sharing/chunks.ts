/**
 * Gathers what a stream tells at once, so that a burst of thousands of events is stored in few writes while a lone
 * event is stored without delay: a chunk ends when the stream has nothing more to say right now, or at `size`. What
 * came before an error is handed on before the error is thrown.
 */
export async function* chunks<T>(stream: AsyncIterable<T>, size: number): AsyncIterable<T[]> {
  const iterator = stream[Symbol.asyncIterator]()
  let chunk: T[] = []
  for (;;) {
    const next = iterator.next().then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    )
    if (
      chunk.length >= size ||
      (chunk.length > 0 && (await Promise.race([next, nothingNow()])) === NOTHING)
    ) {
      yield chunk
      chunk = []
    }
    const step = await next
    if ('result' in step && !step.result.done) {
      chunk.push(step.result.value)
      continue
    }
    if (chunk.length > 0) yield chunk
    if ('error' in step) throw step.error
    return
  }
}

const NOTHING = Symbol('nothing')
const nothingNow = () => new Promise<typeof NOTHING>((resolve) => setImmediate(() => resolve(NOTHING)))
