import { setImmediate as nextTurn } from 'node:timers/promises'

const encoder = new TextEncoder()

/**
 * Makes text the body of an answer, as fast as the client takes it and no longer than the client is there.
 * Every chunk waits for a turn of the event loop: the store answers without one, and other requests would
 * starve. An error in the middle breaks the answer off, so that no client takes a part for the whole, and is
 * given to `report`.
 */
export function toStream(
  chunks: AsyncGenerator<string, void, void>,
  report: (fault: unknown) => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          await nextTurn()
          const step = await chunks.next()
          if (step.done) controller.close()
          else controller.enqueue(encoder.encode(step.value))
        } catch (error) {
          report(error)
          controller.error(error)
        }
      },
      cancel: async () => void (await chunks.return()),
    },
    { highWaterMark: 1 },
  )
}
