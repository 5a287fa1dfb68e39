/** The item at a position that the list is known to have; throws for any other, so that a slip never reads as "none". */
export function itemAt<T>(list: ArrayLike<T>, position: number): T {
  const item = list[position]
  if (item === undefined)
    throw new RangeError(`There is no position ${position} in a list of ${list.length}.`)
  return item
}
