import type { JobAction } from '#contract/job'
import { findNamesForIds, nameForIdText } from '#contract/names-for-ids'
import type { Recipient } from '#contract/recipient'
import { CloudFailure, type Identity } from '../cloud/driver.ts'

/**
 * Throws `CloudFailure`, 400 `IMG.0067`, where a list of project IDs has the name of a known project: many clouds
 * would take it, and share with nobody. `call`: what it is for.
 */
export function refuseNames(
  call: string,
  { who, action, projects }: { who: Identity; action: JobAction; projects: readonly string[] },
  known: readonly Recipient[],
): void {
  const [first, ...more] = findNamesForIds(projects, {
    known,
    own: who.project,
    historyCounts: action !== 'share',
  })
  if (!first) return
  const others = more.length > 0 ? ` So are ${more.length} more of the list.` : ''
  throw new CloudFailure(call, 400, 'IMG.0067', nameForIdText(first) + others)
}
