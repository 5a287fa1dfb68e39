import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type AccessEvent, MAX_ACCESS_ROWS } from '#contract/access'
import { type Access, collectRows, type RowCollector } from './access-rows.ts'
import { ApiError, call, noAnswer, stream } from './client.ts'

/** The shortest time between two pictures of what has been read so far, in ms. */
const PUBLISH_MS = 300

/** A picture makes every reader look at each row: that takes at most one part of so many of the time. */
const PARTS = 8

const ALL = ['access', 'all']
const ALL_SINCE = ['access', 'since']

const wholeQuery = (o: { since?: 'true' }) =>
  queryOptions({
    queryKey: o.since ? ALL_SINCE : ALL,
    queryFn: ({ client, signal }) => readAll(client, { ...o, signal }),
    structuralSharing: false,
    staleTime: ({ state }) => (state.data?.isWhole ? 30_000 : 0),
  })

/**
 * Who has which own image, as it comes: a few times a second a new picture, up to one that `isWhole`. Reading stops when no
 * page looks, and goes on from what is known. A read that breaks is the query's error, beside the picture so far.
 */
export const accessQuery = wholeQuery({})

/** The same with the times since when recipients have the images: several times as much to read. */
export const accessSinceQuery = wholeQuery({ since: 'true' })

async function readAll(client: QueryClient, o: { signal: AbortSignal; since?: 'true' }): Promise<Access> {
  const queryKey = o.since ? ALL_SINCE : ALL
  const rows = collectRows(client.getQueryData<Access>(queryKey))
  const answer = rows.openAnswer()
  let next = performance.now() + PUBLISH_MS
  for await (const event of stream('access', { query: { since: o.since }, signal: o.signal })) {
    if (event.kind === 'end') {
      answer.end()
      return rows.picture()
    }
    if (event.kind === 'begin') rows.expect(event.images)
    else answer.take(orThrow(event))
    const now = performance.now()
    if (now < next || o.signal.aborted) continue
    client.setQueryData<Access>(queryKey, rows.picture())
    next = performance.now() + Math.max(PUBLISH_MS, PARTS * (performance.now() - now))
  }
  throw noAnswer('The answer about who has which image broke off.')
}

/** A problem as an error: nothing more comes. */
function orThrow(event: AccessEvent): AccessEvent {
  if (event.kind !== 'problem') return event
  throw new ApiError({ status: 502, ...event.problem })
}

/**
 * The rows of some images alone, with their times: at once, from what was read before; images that were not, from the cloud.
 */
export const accessRowsQuery = (images: readonly string[]) =>
  queryOptions({
    queryKey: ['access', 'rows', images],
    queryFn: ({ client, signal }) => readRows(client, images, { signal, since: true }),
    structuralSharing: false,
  })

/** Reads the members of some images from the cloud now, for every page that shows them. */
export const rereadAccess = (client: QueryClient, images: readonly string[], signal?: AbortSignal) =>
  readRows(client, images, { fresh: true, signal })

type ReadHow = { fresh?: boolean; since?: boolean; signal?: AbortSignal | undefined }

export async function readRows(client: QueryClient, images: readonly string[], o: ReadHow): Promise<Access> {
  const { signal, ...how } = o
  const rows = collectRows(undefined)
  for (let from = 0; from < images.length; from += MAX_ACCESS_ROWS) {
    const part = images.slice(from, from + MAX_ACCESS_ROWS)
    const body = { images: part, ...how }
    const events: AccessEvent[] = []
    for await (const event of stream('accessRows', { body, ...(signal && { signal }) }))
      events.push(orThrow(event))
    if (events.at(-1)?.kind !== 'end') throw noAnswer('The answer about who has the images broke off.')
    takeAll(rows, events)
    for (const queryKey of [ALL, ALL_SINCE]) layOver(client, queryKey, events)
  }
  return { ...rows.picture(), isWhole: true }
}

/** Lays rows over all that are known, which are as old, and as outdated, as they were before. */
function layOver(client: QueryClient, queryKey: readonly string[], events: readonly AccessEvent[]) {
  const state = client.getQueryState<Access>(queryKey)
  if (!state?.data) return
  client.setQueryData<Access>(queryKey, takeAll(collectRows(state.data), events), {
    updatedAt: state.dataUpdatedAt,
  })
  if (state.isInvalidated) void client.invalidateQueries({ queryKey, refetchType: 'none' })
}

/** Takes a whole answer in. */
function takeAll(rows: RowCollector, events: readonly AccessEvent[]): Access {
  const answer = rows.openAnswer()
  for (const event of events) answer.take(event)
  return rows.picture()
}

/** Through which jobs an image came to its recipients, a project to its images, or both to each other. */
export const provenanceQuery = (of: { images: string[]; projects: string[] }) =>
  queryOptions({
    queryKey: ['access', 'provenance', of],
    queryFn: ({ signal }) => call('provenance', { body: of, signal }),
  })
