import { SIGNED_IN_AS_QUERY } from '#contract/downloads'
import { HEADERS } from '#contract/headers'
import { BASE_PATH } from '../base-path.ts'

/**
 * The session for which this page was loaded. The first answer with data names it, and every later call sends
 * it along. After a reload it is unknown again.
 */
let signedInAs: string | null = null

/** The session for which this page was loaded; null while nobody knows. */
export const pageIsOf = () => signedInAs

export const signedInAsHeader = (): Record<string, string> =>
  signedInAs === null ? {} : { [HEADERS.signedInAs]: signedInAs }

/**
 * Whether an answer is for the user for whom this page was loaded. `named` is null when the answer is for
 * anybody.
 */
export function belongsHere(named: string | null): boolean {
  if (named === null) return true
  signedInAs ??= named
  return signedInAs === named
}

/** The address of a file, with the session in its query: a link cannot send a header. */
export const linkTo = (path: string) =>
  signedInAs === null
    ? BASE_PATH + path
    : `${BASE_PATH}${path}${path.includes('?') ? '&' : '?'}${SIGNED_IN_AS_QUERY}=${signedInAs}`
