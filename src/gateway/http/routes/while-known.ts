import type { Ctx } from '../env.ts'

/** Breaks a long answer off, between two bits, once the cloud does not know its reader any more. */
export async function* whileKnown<T>(c: Ctx, bits: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  for await (const bit of bits) {
    await c.get('confirm')()
    yield bit
  }
}
