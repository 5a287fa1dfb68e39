import { SIGNED_IN_AS_QUERY } from '#contract/downloads'
import { HEADERS } from '#contract/headers'

/**
 * For whom this page was loaded: the first answer with data says it, and every call from then on sends it along. A page
 * that is loaded anew begins without.
 */
let signedInAs: string | null = null

export const signedInAsHeader = (): Record<string, string> =>
  signedInAs === null ? {} : { [HEADERS.signedInAs]: signedInAs }

/** Whether an answer is for the one for whom this page was loaded. `named` is null where the answer is for anybody. */
export function belongsHere(named: string | null): boolean {
  if (named === null) return true
  signedInAs ??= named
  return signedInAs === named
}

/** The address of a file as a link of this page; a link can send no header. */
export const linkTo = (path: string) =>
  signedInAs === null ? path : `${path}${path.includes('?') ? '&' : '?'}${SIGNED_IN_AS_QUERY}=${signedInAs}`
