/** A place in a sorted list as an opaque text: whole numbers in base 36. */
export const toCursor = (...position: number[]): string => position.map((n) => n.toString(36)).join('.')

/** The numbers of a cursor; null when it is missing or not one of ours, which means the first page. */
export function fromCursor<N extends number>(cursor: string | undefined, numbers: N): number[] | null {
  if (cursor === undefined || !/^[0-9a-z]{1,10}(\.[0-9a-z]{1,10})*$/.test(cursor)) return null
  const position = cursor.split('.').map((text) => Number.parseInt(text, 36))
  return position.length === numbers ? position : null
}
