import type { Stretch } from '../../ui/Id.tsx'

/** Where an ID differs from the one that may be meant: what is left without their common start and end. */
export function slipOf(id: string, meant: string): Stretch {
  const shorter = Math.min(id.length, meant.length)
  let from = 0
  while (from < shorter && id[from] === meant[from]) from += 1
  let end = 0
  while (end < shorter - from && id.at(-1 - end) === meant.at(-1 - end)) end += 1
  // A character that is missing is shown by the one after it.
  const start = Math.min(from, id.length - 1)
  return { from: start, to: Math.max(start + 1, id.length - end) }
}
