import type { Identity } from '../cloud/driver.ts'

type Who = Pick<Identity, 'roles'>

/**
 * The console's guess at what a role may do: which ones may change something is the cloud's to say, and
 * differs from cloud to cloud. `reader` is the one that by convention may not (Keystone, "Default Roles").
 * The guess only has buttons say beforehand what the cloud would say, and decides about what is the console's
 * own.
 */
export type Roles = { mayChange(who: Who): boolean }

/**
 * `readOnly`: names of the roles that are taken to only look, in lower case; with none of them everybody may
 * change.
 */
export function createRoles(readOnly: readonly string[]): Roles {
  const looksOnly = (role: string) => readOnly.includes(role.toLowerCase())
  return { mayChange: ({ roles }) => roles.length === 0 || !roles.every(looksOnly) }
}
