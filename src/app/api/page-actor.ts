import { ACTOR_QUERY, HEADERS } from '#contract/endpoints'

/**
 * For whom this page was loaded: the first answer with data says it, and every call from then on sends it along. A page
 * that is loaded anew begins without.
 */
let actor: string | null = null

export const actorHeader = (): Record<string, string> => (actor === null ? {} : { [HEADERS.actor]: actor })

/** Whether an answer is for the one for whom this page was loaded. `named` is null where the answer is for anybody. */
export function belongsHere(named: string | null): boolean {
  if (named === null) return true
  actor ??= named
  return actor === named
}

/** The address of a file as a link of this page; a link can send no header. */
export const linkTo = (path: string) =>
  actor === null ? path : `${path}${path.includes('?') ? '&' : '?'}${ACTOR_QUERY}=${actor}`
