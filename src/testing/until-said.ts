import type { Readable } from 'node:stream'

/**
 * Settles when a program has said all of this; fails with what it has said when it ends before. It is listened to on:
 * a program whose words nobody takes stands still.
 */
export function untilSaid(output: Readable, ...words: string[]): Promise<void> {
  let said = ''
  let isHeard = false
  return new Promise((resolve, reject) => {
    output.on('data', (chunk) => {
      if (isHeard) return
      said += chunk
      isHeard = words.every((one) => said.includes(one))
      if (isHeard) resolve()
    })
    output.once('end', () => reject(new Error(`It ended before it said "${words.join('", "')}": ${said}`)))
  })
}
