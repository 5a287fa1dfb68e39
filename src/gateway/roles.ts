import type { Identity } from './drivers/driver.ts'

/** Changes need a role that may make them; `reader` is the one that may not (Keystone, "Default Roles"). */
export const mayShare = ({ roles }: Pick<Identity, 'roles'>): boolean =>
  roles.length === 0 || roles.some((role) => role !== 'reader')
