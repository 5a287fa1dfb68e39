import { splitAccount, stretchesOf } from '../picture/names.ts'

type Named = { id: string; name: string }

/** What an image or a recipient is called; without a name, by the beginning of its ID. */
export const nameOf = ({ id, name }: Named) => name || id.slice(0, 8)

/**
 * What stands upright over each column: the rest of its name where its account stands over it and a neighbour, else all of it.
 * `head`: what the recipient stands under.
 */
export function uprightNames(recipients: readonly (Named & { head: string })[]): string[] {
  const names = recipients.map(nameOf)
  for (const { head, from, to } of stretchesOf(recipients.map((one) => one.head)))
    for (let at = from; at < to && to - from > 1; at++) {
      const split = splitAccount(names[at] ?? '')
      if (split.head === head) names[at] = split.tail
    }
  return names
}
