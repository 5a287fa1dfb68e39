/** Every item's text in lower case, prepared once, so that a key press costs one pass of substring tests. */
export const textIndex = <T>(items: readonly T[], textOf: (item: T) => string): string[] =>
  items.map((item) => textOf(item).toLowerCase())

/**
 * Positions of the items whose text has every word of the query, in the items' order; null when it has no
 * words.
 */
export function matches(index: readonly string[], query = ''): number[] | null {
  const [word, ...more] = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (word === undefined) return null
  const found: number[] = []
  index.forEach((text, at) => {
    if (text.includes(word) && more.every((other) => text.includes(other))) found.push(at)
  })
  return found
}
