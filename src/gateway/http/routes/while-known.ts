import type { Ctx } from '../env.ts'

/** An answer that is made bit by bit may take long: it breaks off when the cloud does not know its reader any more. */
export async function* whileKnown<T>(c: Ctx, bits: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  for await (const bit of bits) {
    await c.get('confirm')()
    yield bit
  }
}
