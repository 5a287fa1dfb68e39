import type { Identity } from '../drivers/driver.ts'
import { Refusal } from '../problems.ts'

/** Changes need a role that may make them; `reader` is the one that may not. `what`: what it was about to do. */
export function requireSharer({ roles }: Identity, what = 'share images') {
  if (roles.length > 0 && roles.every((role) => role === 'reader'))
    throw new Refusal(403, 'IMG.0026', `The role has no permission to ${what}.`)
}
