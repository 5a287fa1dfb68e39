/**
 * Something with the looks of an ID. `hex`: 32 hex digits; `dashed`: a UUID with its dashes; `odd`: so long
 * and so nearly hex that it is meant as an ID, or as a checksum.
 */
export type FoundId = { shape: 'hex' | 'dashed' | 'odd'; from: number; to: number }

const SHORTEST = 24
/**
 * Letters that look like Latin ones are part of a word, so that an ID with one of them in it is recognised as
 * odd.
 */
const LETTERS = '0-9A-Za-z\\u00c0-\\u052f'
const LONG = new RegExp(`[-${LETTERS}]{${SHORTEST},}`, 'g')
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const PIECE = new RegExp(`(?<![${LETTERS}])(${UUID})(?![${LETTERS}])|[${LETTERS}]+`, 'gi')
const HEX = /^[0-9a-f]{32}$/i
const NOT_HEX = /[^0-9a-f]/gi
/** The escapes of URLs, strings of programs and raw mails that may precede an ID. */
const ESCAPE = /(?:%|=(?=3D|A0|20|22|3C)|\\x)[0-9a-f]{2}$|\\u[0-9a-f]{4}$|\\[abfnrtv]$/i

const isHex = (text: string) => HEX.test(text)

/** Whether a word cannot be a name: it is long, and almost all of its characters are hex digits. */
const isNearlyHex = (text: string) =>
  text.length >= SHORTEST && text.length - text.replace(NOT_HEX, '').length <= 2

/** Finds every ID in a text, whatever stands around it. Positions are in the text. Linear in its length. */
export function findIds(text: string): FoundId[] {
  const found: FoundId[] = []
  if (text.length < SHORTEST) return found
  if (isHex(text)) return [{ shape: 'hex', from: 0, to: text.length }]
  for (const { 0: run, index } of text.matchAll(LONG)) addFrom(run, index, text, found)
  return found
}

/** Adds the IDs of a long word with dashes in it; all of it is one when none of its pieces is. */
function addFrom(run: string, start: number, text: string, found: FoundId[]) {
  const before = found.length
  for (const piece of run.matchAll(PIECE)) {
    const from = start + piece.index
    const to = from + piece[0].length
    const shape = piece[1] ? 'dashed' : shapeOf(text, from, to)
    if (shape) found.push({ shape, from: shape === 'hex' ? to - 32 : from, to })
  }
  const whole = run.replace(/^-+/, '')
  if (found.length === before && isNearlyHex(whole.replaceAll('-', '')))
    found.push({ shape: 'odd', from: start + run.length - whole.length, to: start + run.length })
}

function shapeOf(text: string, from: number, to: number): FoundId['shape'] | null {
  const word = text.slice(from, to)
  if (isHex(word) || isEscaped(text, from, to)) return 'hex'
  return isNearlyHex(word) ? 'odd' : null
}

/** Whether the word is 32 hex digits behind the rest of an escape: `%3De1f1…`, `\ne1f1…`. */
function isEscaped(text: string, from: number, to: number) {
  if (to - from < 33 || to - from > 37 || !isHex(text.slice(to - 32, to))) return false
  const rest = ESCAPE.exec(text.slice(Math.max(0, from - 2), to - 32))
  return rest !== null && rest[0].length > to - 32 - from
}
