import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import {
  isUnseen,
  type JobFilter,
  type JobOrder,
  type JobPage,
  type JobSummary,
  PANEL_JOBS,
  TERMINAL,
} from '#contract/job'
import type { Pair, PairFilter, PairPage } from '#contract/pair'
import { call } from './client.ts'

/** The newest jobs of the project as the panel shows them, with the cursor to ask for changes with. */
export type LiveJobs = { jobs: JobSummary[]; cursor: number; running: number; failed: number }

const HISTORY = ['jobs', 'history']
const FAST_MS = 1500
const SLOW_MS = 30_000

/** How long until the next poll: fast while a job is under way, slow when nothing moves. */
export const pollInterval = (live: LiveJobs | undefined) => (live && live.running > 0 ? FAST_MS : SLOW_MS)

/**
 * Lays changed jobs over the list: known jobs keep their object when nothing changed (rows are memoised on
 * it), new ones come first. An answer that was overtaken by a newer one changes nothing.
 */
function mergeJobs(before: readonly JobSummary[], changed: readonly JobSummary[]): JobSummary[] {
  const byId = new Map(changed.map((job) => [job.id, job]))
  const kept = before.map((job) => {
    const next = byId.get(job.id)
    byId.delete(job.id)
    return next && next.revision > job.revision ? next : job
  })
  return [...byId.values(), ...kept]
    .sort((a, b) => b.createdAt - a.createdAt)
    .filter((job, at) => at < PANEL_JOBS || isUnseen(job, Date.now()))
}

/**
 * The live list. Only changes since the last answer are fetched. `JobsWatch` in the shell is the only poller;
 * every other reader shares its data.
 */
export const liveJobsQuery = queryOptions({
  queryKey: ['jobs', 'live'],
  queryFn: async ({ client, queryKey, signal }): Promise<LiveJobs> => {
    const before = client.getQueryData<LiveJobs>(queryKey)
    const changes = await call('jobChanges', { query: { since: before?.cursor ?? 0 }, signal })
    if (
      before &&
      changes.jobs.length === 0 &&
      changes.running === before.running &&
      changes.failed === before.failed
    )
      return before
    return { ...changes, jobs: mergeJobs(before?.jobs ?? [], changes.jobs) }
  },
  // Merged by revision above: comparing the whole list again on every poll would cost more than fetching it.
  structuralSharing: false,
  staleTime: 0,
  retry: false,
  // Readers only read; only the poller asks again.
  refetchOnMount: false,
  refetchOnReconnect: false,
})

/** One job in full. Fetched again by the poller's effects when its summary changes. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) => call('job', { params: { id }, signal }),
  })

/** Every pair of a job as a letter. Only a job that has changed since the last answer is read again. */
export const jobPictureQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id, 'picture'],
    queryFn: async ({ client, queryKey, signal }): Promise<{ revision: number; rows: string[] }> => {
      const before = client.getQueryData<{ revision: number; rows: string[] }>(queryKey)
      const { revision, rows } = await call('jobPicture', {
        params: { id },
        query: { since: before?.revision },
        signal,
      })
      return { revision, rows: rows ?? before?.rows ?? [] }
    },
    structuralSharing: false,
  })

/** Pairs of a job, those that did not arrive first, page by page. */
export const jobPairsQuery = (id: string, filter: PairFilter) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'one', id, 'pairs', filter],
    queryFn: ({ pageParam, signal }) =>
      call('jobPairs', { params: { id }, query: { ...filter, cursor: pageParam, limit: 1000 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/**
 * All pairs of a job, or those of a filter, page by page; `onRead` is told how many there are so far. Fails when the job
 * moves on meanwhile: pairs change their places then, so that some would come twice and others not at all.
 */
export async function readPairs(
  job: JobSummary,
  onRead: (pairs: number) => void,
  filter: PairFilter = {},
): Promise<Pair[]> {
  const pairs = new Map<string, Pair>()
  let cursor: string | undefined
  do {
    const query = { ...filter, cursor, limit: 1000 }
    const page: PairPage = await call('jobPairs', { params: { id: job.id }, query })
    for (const pair of page.pairs) pairs.set(`${pair.image} ${pair.project}`, pair)
    onRead(pairs.size)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  const expected = filter.state ? job.pairs[filter.state] : job.pairs.total
  if (!filter.text && pairs.size !== expected)
    throw new Error('The job moved on while it was read. Try again.')
  return [...pairs.values()]
}

/** The history under a filter, page by page, newest first unless told. */
export const jobHistoryQuery = (filter: JobFilter & JobOrder) =>
  infiniteQueryOptions({
    queryKey: [...HISTORY, filter],
    queryFn: ({ pageParam, signal }) =>
      call('jobs', { query: { ...filter, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/**
 * Updates the rest of the cache after jobs have changed. Rows of the history are replaced in place; the
 * history is fetched again only for a job that it does not show yet. The pages of a changed job are fetched
 * again, and so are images, recipients, plans and who has what once a job has ended. A fetch under way is not cancelled:
 * while jobs keep changing, it would never end.
 */
export function refreshAfter(client: QueryClient, changed: readonly JobSummary[]) {
  if (changed.length === 0) return
  const again = (queryKey: readonly unknown[], cancelRefetch = false) =>
    void client.invalidateQueries({ queryKey }, { cancelRefetch })
  const byId = new Map(changed.map((job) => [job.id, job]))
  const unseen = new Set(byId.keys())
  client.setQueriesData<InfiniteData<JobPage>>({ queryKey: HISTORY }, (history) => {
    if (!history) return history
    const pages = history.pages.map((page) => {
      const jobs = page.jobs.map((job) => {
        const next = byId.get(job.id)
        if (next) unseen.delete(job.id)
        return next ?? job
      })
      return { ...page, jobs }
    })
    return { ...history, pages }
  })
  if (unseen.size > 0) again(HISTORY)
  // A fetch under way may have seen the job before its end, and nothing would ask again after that.
  for (const job of changed) again(['jobs', 'one', job.id], TERMINAL.has(job.status))
  if (changed.some((job) => TERMINAL.has(job.status))) {
    again(['images'])
    again(['received'])
    again(['recipients'])
    again(['plan', 'of'])
    // What was read before the end, and comes from memory, is told again first: reading on loses nothing.
    again(['access'], true)
  }
}
