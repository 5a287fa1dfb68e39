import { createHash } from 'node:crypto'

/** Everything random about the demo world is derived from names, so that it is the same world everywhere. */

/** Hex digits that belong to a name; 32 of them look like a project, account or user ID. */
export const stableHex = (name: string, length = 32) =>
  createHash('sha256').update(name).digest('hex').slice(0, length)

/** A version 4 UUID that belongs to a name. */
export function stableUuid(name: string): string {
  const hex = stableHex(name)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** A whole number from 0 up to, not including, `below` that belongs to a name. */
export const stableNumber = (name: string, below: number) => Number.parseInt(stableHex(name, 12), 16) % below

/** Picks an item of a list by a name. */
export const stablePick = <T>(name: string, list: readonly [T, ...T[]]): T =>
  list[stableNumber(name, list.length)] ?? list[0]

/** Roles are known by their names; their IDs are made of them. */
export const roleId = (name: string) => stableHex(`role:${name}`)
