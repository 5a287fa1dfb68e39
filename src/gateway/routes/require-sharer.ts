import type { Identity } from '../drivers/driver.ts'
import { Refusal } from '../problems.ts'

/** Sharing needs a role that may change things; `reader` is the one that may not. */
export function requireSharer({ roles }: Identity) {
  if (roles.length > 0 && roles.every((role) => role === 'reader'))
    throw new Refusal(403, 'IMG.0026', 'The role has no permission to share images.')
}
