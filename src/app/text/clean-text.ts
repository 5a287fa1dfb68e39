/** Characters that show nothing: soft hyphen, direction marks, zero width, fillers, tags, byte order mark. */
const INVISIBLE =
  '[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f' +
  '\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb]|\\udb40[\\udc00-\\udfff]'
const invisible = new RegExp(INVISIBLE, 'g')

/** Text without the characters that show nothing. */
export const visible = (text: string) => text.replace(invisible, '')

/**
 * Also without colours of a terminal, and without the `=` at the end of a line that breaks a word in raw
 * mail.
 */
const HIDDEN = new RegExp(
  `${INVISIBLE}|\\u001b\\[[\\d;]{0,16}[A-Za-z]|(?<=[0-9a-f])=\\r?\\n(?=[0-9a-f])`,
  'gi',
)
const ENTITY = /&(?:nbsp|quot|lt|gt|#\d{1,5}|#x[0-9a-f]{1,4});/gi
/** Characters that mean the same to a reader; each one is replaced by exactly one. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
const DASHES = /[\u2010-\u2015\u2212\ufe63]/g
const FULL_WIDTH = /[\uff01-\uff5e]/g
const FROM_FULL_WIDTH = 0xfee0

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one.
const UNUSUAL = /[\u0080-\uffff\u001b&]|=\r?\n/

/** A cleaned text, and the position of its characters in the text that was pasted. */
export type CleanText = { text: string; at: (offset: number) => number }

/** Takes out invisible characters, and writes spaces, dashes and full-width characters in the usual way. */
export function cleanText(raw: string): CleanText {
  if (!UNUSUAL.test(raw)) return { text: raw, at: (offset) => offset }
  const even = raw
    .replace(SPACES, ' ')
    .replace(DASHES, '-')
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FROM_FULL_WIDTH))
    .replace(ENTITY, (entity) => ' '.repeat(entity.length))
  // Where something was taken out, and how much up to there.
  const cuts: number[] = []
  const gone: number[] = [0]
  const text = even.replace(HIDDEN, (hidden: string, at: number) => {
    if (hidden.startsWith('=') && !isBrokenId(even, at, at + hidden.length)) return hidden
    const before = gone[cuts.length] ?? 0
    cuts.push(at - before)
    gone.push(before + hidden.length)
    return ''
  })
  return { text, at: (offset) => offset + (gone[countUpTo(cuts, offset)] ?? 0) }
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the hex digits before and after a broken line are an ID together. */
function isBrokenId(text: string, from: number, to: number) {
  const before = /[0-9a-z]*$/i.exec(text.slice(Math.max(0, from - 32), from))?.[0] ?? ''
  const after = /^[0-9a-z]*/i.exec(text.slice(to, to + 33))?.[0] ?? ''
  return /^[0-9a-f]{32}$/i.test(before + after)
}

/** Control characters except white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g

/** Foreign text made fit to be shown: at most `most` characters, controls as �, nothing invisible. */
export function shownText(text: string, most: number): string {
  const shown = visible(text.slice(0, most)).replace(CONTROL, '\ufffd')
  return text.length > most ? `${shown}… (${text.length} characters)` : shown
}
