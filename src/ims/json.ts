/** Half a surrogate pair, or NUL: no database keeps them, and UTF-8 has no form for the first. */
const UNFIT = /[\p{Cs}\0]/u
/** JSON in which a text may have such a character, as an escape: UTF-8 itself brings no half of a pair. */
const SUSPECT = /\\u(?:d[89a-f]|0000)/i

/** Whether a text is well-formed Unicode without NUL, so that everything that keeps or sends texts can take it. */
export const isPlainText = (text: string): boolean => !UNFIT.test(text)

/** A text as plain text: each character that cannot be kept becomes U+FFFD, the replacement character. */
export const toPlainText = (text: string): string => text.replace(new RegExp(UNFIT, 'gu'), '\uFFFD')

/** A value as JSON in which every text is plain. */
export function toPlainJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!SUSPECT.test(text)) return text
  return JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? toPlainText(inner) : inner))
}

/** Deepest nesting, and most values, of JSON from outside. The calls of the family nest four deep. */
const MAX_DEPTH = 32
const MAX_VALUES = 1_000_000

/** Why a text is not read as JSON, in words that finish "The request body …". */
export class JsonRefused extends Error {
  override readonly name = 'JsonRefused'
}

/**
 * Reads JSON that somebody sent. Throws `JsonRefused` for what is no JSON, for text that is not well formed, and for what
 * is too deep or has too many values, before that has cost memory.
 */
export function parseJson(text: string): unknown {
  return parse(text, (value) => {
    if (!isPlainText(value))
      throw new JsonRefused('has a text that is not well-formed Unicode, or has the character NUL in it')
    return value
  })
}

/** Reads the JSON of an answer: text that is not well formed is made so, and not refused. Throws `JsonRefused` else. */
export const parseAnswer = (text: string): unknown => parse(text, toPlainText)

function parse(text: string, check: (value: string) => string): unknown {
  checkSize(text)
  const checkText = (_: string, value: unknown) => {
    if (typeof value === 'string') return check(value)
    for (const name of value === null || typeof value !== 'object' ? [] : Object.keys(value)) check(name)
    return value
  }
  try {
    return SUSPECT.test(text) || !isPlainText(text) ? JSON.parse(text, checkText) : JSON.parse(text)
  } catch (error) {
    throw error instanceof JsonRefused ? error : new JsonRefused('is not valid JSON')
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

/** Counts what a parser would have to make, without making it. */
function checkSize(text: string): void {
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfText(text, at)
    else if (character === COMMA) values += 1
    else if (OPENING.has(character)) {
      values += 1
      depth += 1
    } else if (CLOSING.has(character)) depth -= 1
    if (depth > MAX_DEPTH) throw new JsonRefused(`is nested more than ${MAX_DEPTH} deep`)
    if (values > MAX_VALUES) throw new JsonRefused(`has more than ${MAX_VALUES} values`)
  }
}

/** Where the text that begins at a quotation mark ends: at its closing mark, or with everything. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) return at
    if (character === BACKSLASH) at += 1
  }
  return text.length
}
