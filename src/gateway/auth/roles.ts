import type { Identity } from '../cloud/driver.ts'

type Who = Pick<Identity, 'roles'>

/**
 * The console's guess at what a role may do. Which roles may change something is the cloud's decision and
 * differs from cloud to cloud; by convention `reader` may not (Keystone, "Default Roles"). The guess only
 * lets buttons say beforehand what the cloud would say, and decides about what belongs to the console itself.
 */
export type Roles = { mayChange(who: Who): boolean }

/**
 * `readOnly`: roles that may only look, by their names in lower case. A user with none but these may change
 * nothing.
 */
export function createRoles(readOnly: readonly string[]): Roles {
  const looksOnly = (role: string) => readOnly.includes(role.toLowerCase())
  return { mayChange: ({ roles }) => roles.length === 0 || !roles.every(looksOnly) }
}
