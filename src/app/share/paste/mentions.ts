/** A word of a text, in lower case, and where it stands. */
export type Mention = { from: number; to: number; word: string }

/** Characters between words, and those that may also be within a word, but not at its ends. */
const GAP = 1
const EDGE = 2
const CLASS = new Uint8Array(0x10000)
for (const gap of ' \t\n\r\v\f"\'`“”„<>()[]{}:=,;|/\\→│') CLASS[gap.charCodeAt(0)] = GAP
for (const edge of '*_~.!?#-') CLASS[edge.charCodeAt(0)] = EDGE
const ESCAPE = /%[0-9a-f]{2}/gi

/**
 * The words of a text that names can consist of, without punctuation around them: `*acme-prod*.` is
 * acme-prod.
 */
export function wordsOf(text: string): Mention[] {
  const plain = text.includes('%') ? text.replace(ESCAPE, '   ') : text
  const lower = plain.toLowerCase()
  // A few letters become two in lower case, which would shift all positions.
  const read = lower.length === plain.length ? lower : plain
  const words: Mention[] = []
  for (let from = 0; from < read.length; from++) {
    if (CLASS[read.charCodeAt(from)]) continue
    let to = from + 1
    for (let at = to; at < read.length; at++) {
      const kind = CLASS[read.charCodeAt(at)]
      if (kind === GAP) break
      if (kind !== EDGE) to = at + 1
    }
    words.push({ from, to, word: read.slice(from, to) })
    from = to
  }
  return words
}
