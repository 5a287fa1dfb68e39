import type { Readable } from 'node:stream'

/** Settles when a program has said all of this, and lets it talk on; fails with what it has said when it ends before. */
export async function untilSaid(output: Readable | null, ...words: string[]): Promise<void> {
  let said = ''
  // Left open by `break`, which would otherwise end the program with its next word.
  for await (const chunk of output?.iterator({ destroyOnReturn: false }) ?? []) {
    said += chunk
    if (!words.every((one) => said.includes(one))) continue
    output?.resume()
    return
  }
  throw new Error(`It ended before it said "${words.join('", "')}": ${said}`)
}
