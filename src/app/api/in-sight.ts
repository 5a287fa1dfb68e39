/**
 * Asks for the rows that have come in sight together by one call, or by as few as `most` in one allow. `read` answers what
 * it knows of each.
 */
export function createBatch<T>(most: number, read: (ids: string[]) => Promise<ReadonlyMap<string, T>>) {
  let waiting = new Map<string, (answer: Promise<ReadonlyMap<string, T>>) => void>()

  function send() {
    const asked = [...waiting]
    waiting = new Map()
    for (let from = 0; from < asked.length; from += most) {
      const part = asked.slice(from, from + most)
      const answer = read(part.map(([id]) => id))
      for (const [, resolve] of part) resolve(answer)
    }
  }

  return async (id: string): Promise<T | undefined> => {
    if (waiting.size === 0) queueMicrotask(send)
    const answer = await new Promise<ReadonlyMap<string, T>>((resolve) => waiting.set(id, resolve))
    return answer.get(id)
  }
}
