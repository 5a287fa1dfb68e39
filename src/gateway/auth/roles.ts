import type { Identity } from '../cloud/driver.ts'
import { RequestRefused } from '../http/problems.ts'

type Who = Pick<Identity, 'roles'>

/**
 * The console's guess at what a role may do: which ones may change something is the cloud's to say, and differs from
 * cloud to cloud. `reader` is the one that by convention may not (Keystone, "Default Roles"). The guess only has buttons
 * say beforehand what the cloud would say, and decides about what is the console's own.
 */
export type Roles = {
  mayChange(who: Who): boolean
  /** Refuses whoever is taken to only look. `what`: what was about to be done. */
  requireChange(who: Who, what: string): void
}

/** `readOnly`: names of the roles that are taken to only look, in lower case; with none of them everybody may change. */
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
