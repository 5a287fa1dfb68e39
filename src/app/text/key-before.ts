import { type Heading, headingOf, isOtherThing } from './headings.ts'

/**
 * The mark between a name and its value, with what may stand around it; or only what may stand before a word.
 */
const MARK = /["'`]?\s*(?:[:=]|%3D|=3D)+\s*["'`([{<\\]*$/i
const EDGE = /[\s"'`([{</:#-]*$/
/** The first cell of a row, when the ID is in the second: a table of the fields of one thing. */
const FIRST_CELL = /^[\s|│]*([\p{L}\d_ -]{1,40}?)\s*[|│\t,;]\s*["']?$/u
const LAST_WORDS = /[\p{L}\d]+(?:[ _.-][\p{L}\d]+){0,3}$/u
/** The text that OpenStack's services write before the user's ID in each line of their logs. */
const REQUEST = /req-[0-9a-f-]{36} $/i

/**
 * The meaning of the words right before an ID: `"job_id": "`, `user `, `/domains/`. Without punctuation
 * between them, only things that are not projects are recognised: "the user 9c61…".
 */
export function keyBefore(line: string, from: number): Heading | undefined {
  if (from === 0) return undefined
  const before = line.slice(Math.max(0, from - 80), from)
  if (REQUEST.test(before)) return 'other'
  const field = from < 80 && headingOf(FIRST_CELL.exec(before)?.[1] ?? '')
  if (field) return field
  const marked = MARK.exec(before)
  const end = marked?.index ?? before.length - (EDGE.exec(before)?.[0].length ?? 0)
  const words = LAST_WORDS.exec(before.slice(0, end))?.[0] ?? ''
  for (let at = 0; at !== -1 && at < words.length; at = nextWord(words, at)) {
    const heading = headingOf(words.slice(at))
    if (
      heading &&
      (marked ||
        (heading === 'other' &&
          words
            .slice(at)
            .split(/[ _.-]/)
            .some(isOtherThing)))
    )
      return heading
  }
  return undefined
}

function nextWord(words: string, at: number) {
  const next = words.slice(at).search(/[ _.-]/)
  return next === -1 ? -1 : at + next + 1
}
