/** Does work under a key: never two at the same time, in the order in which they were asked for. */
export type Locks = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Locks for as many keys as there is work for. */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work)
    const tail = mine
      .catch(() => {})
      .finally(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
    tails.set(key, tail)
    return mine
  }
}
