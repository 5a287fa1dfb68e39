import type { Identity } from '../drivers/driver.ts'
import { Refusal } from '../problems.ts'
import { mayShare } from '../roles.ts'

/** Refuses whoever may only look. `what`: what it was about to do. */
export function requireSharer(who: Identity, what = 'share images') {
  if (!mayShare(who)) throw new Refusal(403, 'IMG.0026', `The role has no permission to ${what}.`)
}
