import { BOOK_LIMITS } from '#contract/recipient'
import { visible } from '../../text/clean-text.ts'
import { NEW_KINDS, type Verdicts } from './verdicts.ts'

/** New IDs that are looked at; who pastes more of them imports them. */
const MOST = 500
const MOST_WORDS = 4

/**
 * The names that stand beside new IDs, one to a line: what is left of the line is a single cell of few words. Where there
 * is more, or none, nobody can tell which of it is a name.
 */
export function namesBeside(verdicts: Verdicts): { id: string; name: string }[] {
  return Array.from(verdicts.rows(NEW_KINDS).slice(0, MOST), (at) => verdicts.row(at)).flatMap(
    ({ id, before, after }) => {
      const [name, ...more] = `${before}\t${after}`
        .split(/[\t,;|<>()[\]{}"'`]|\s{2,}/)
        .map((cell) => visible(cell).replace(/^[\s:=*•–-]+|[\s:=–-]+$/g, ''))
        .filter((cell) => /\p{L}/u.test(cell))
      const isName = name !== undefined && more.length === 0 && name.split(/\s+/).length <= MOST_WORDS
      return isName && name.length <= BOOK_LIMITS.name ? [{ id, name }] : []
    },
  )
}
