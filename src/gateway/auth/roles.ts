import type { Identity } from '../cloud/driver.ts'
import { RequestRefused } from '../http/problems.ts'

type Who = Pick<Identity, 'roles'>

/**
 * The console's guess at what a role may do. Which roles may change something is the cloud's decision and
 * differs from cloud to cloud; by convention `reader` may not (Keystone, "Default Roles"). The guess only
 * lets buttons say beforehand what the cloud would say, and decides about what belongs to the console itself.
 */
export type Roles = {
  mayChange(who: Who): boolean
  /** Throws `RequestRefused` 403 when this user may only look. `what`: what was about to be done. */
  requireChange(who: Who, what: string): void
}

/**
 * `readOnly`: roles that may only look, by their names in lower case. A user with none but these may change
 * nothing.
 */
export function createRoles(readOnly: readonly string[]): Roles {
  const looksOnly = (role: string) => readOnly.includes(role.toLowerCase())
  const mayChange = ({ roles }: Who) => roles.length === 0 || !roles.every(looksOnly)
  return {
    mayChange,
    requireChange(who, what) {
      if (mayChange(who)) return
      const names = who.roles.join(', ')
      throw new RequestRefused(403, 'CONSOLE.READ_ONLY', `The role ${names} may look, and not ${what}.`)
    },
  }
}
