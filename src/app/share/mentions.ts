/** A word of a text, in lower case, and where it stands. */
export type Mention = { from: number; to: number; word: string }

const WORDS = /[^\s"'`“”„<>()[\]{}:=,;|/\\→]+/g
const ESCAPE = /%[0-9a-f]{2}/gi
const EDGE = /[*_~.!?#-]/

/** The words of a text as names are made of, without the marks around them: `*acme-prod*.` is acme-prod. */
export function wordsOf(text: string): Mention[] {
  const plain = text.includes('%') ? text.replace(ESCAPE, '   ') : text
  return Array.from(plain.matchAll(WORDS), ({ 0: word, index }) => {
    let from = 0
    let to = word.length
    while (from < to && EDGE.test(word[from] ?? '')) from++
    while (from < to && EDGE.test(word[to - 1] ?? '')) to--
    return { from: index + from, to: index + to, word: word.slice(from, to).toLowerCase() }
  }).filter(({ word }) => word !== '')
}
