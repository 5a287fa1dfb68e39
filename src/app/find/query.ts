import { cleanText } from '../text/clean-text.ts'
import { findIds } from '../text/find-ids.ts'

/** So much of a pasted text is read, in characters: the rest is told to be left out. */
export const MAX_TEXT = 65_536
/** A longer text is no search: only its IDs are looked at. It is the longest text that the history is searched for. */
const MAX_SEARCH = 200
/** IDs of one text that are looked up. */
export const MAX_IDS = 20

/**
 * What was typed or pasted. `search`: the text to search for; the ID, where it is one, or one is all that there is in it.
 * `ids`: whole IDs in the text, each once, at most `MAX_IDS`. `isCut`: there was more than is looked at.
 */
export type FindQuery = { search: string; ids: readonly string[]; isCut: boolean }

const ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/** Reads what stands in the field. An ID counts however it is written: in groups, in quotes, in the middle of a mail. */
export function readQuery(raw: string): FindQuery {
  const text = cleanText(raw.slice(0, MAX_TEXT)).text.trim()
  const joined = text.length < MAX_SEARCH ? text.replace(/\s+/g, '') : ''
  const all = ID.test(joined) ? [joined.toLowerCase()] : idsIn(text)
  const ids = all.slice(0, MAX_IDS)
  const [only] = ids
  const search = ids.length === 1 && only ? only : text.slice(0, MAX_SEARCH)
  const isCut =
    raw.length > MAX_TEXT || all.length > MAX_IDS || (ids.length === 0 && text.length > MAX_SEARCH)
  return { search: ids.length > 1 ? '' : search, ids, isCut }
}

/** In small letters, as both clouds write them. */
function idsIn(text: string): string[] {
  const found = findIds(text).filter(({ shape }) => shape !== 'odd')
  return [...new Set(found.map(({ from, to }) => text.slice(from, to).toLowerCase()))]
}

/** What an ID may be by its form alone: 32 hex digits are a project's, a UUID an image's, a job's or a key's. */
export const isProjectForm = (id: string) => !id.includes('-')
