/*
 * What is to be done at the end of a test file. It has no imports, as every file loads it, also one that needs no
 * store.
 */

const removals: (() => Promise<void> | void)[] = []

/**
 * Is done at the end, before everything that was told earlier: a runner is stopped before its store is closed, or it
 * would find that gone, rest, and try again, on a clock that jumps for ever.
 */
export const atEnd = (remove: () => Promise<void> | void) => void removals.push(remove)

export async function removeAll(): Promise<void> {
  for (const remove of removals.splice(0).reverse()) await remove()
}
