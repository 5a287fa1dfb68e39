import { queryOptions } from '@tanstack/react-query'
import { SINCE_PAGE } from '#contract/received'
import { call } from './client.ts'

type Since = Readonly<Record<string, number>>
let waiting = new Map<string, (answer: Promise<Since>) => void>()

/** Asks for all rows that have come in sight together by one call. */
function ask(id: string): Promise<Since> {
  if (waiting.size === 0) queueMicrotask(send)
  return new Promise((resolve) => waiting.set(id, resolve))
}

function send() {
  const asked = [...waiting]
  waiting = new Map()
  for (let from = 0; from < asked.length; from += SINCE_PAGE) {
    const part = asked.slice(from, from + SINCE_PAGE)
    const answer = call('sharedSince', { body: { images: part.map(([id]) => id) } }).then(
      ({ since }) => since,
    )
    for (const [, resolve] of part) resolve(answer)
  }
}

/** Since when a received image is shared with the project, in ms since 1970; null when the cloud does not tell. */
export const sharedSinceQuery = (id: string) =>
  queryOptions({
    queryKey: ['shared-since', id],
    queryFn: async () => (await ask(id))[id] ?? null,
    staleTime: 10 * 60_000,
  })
