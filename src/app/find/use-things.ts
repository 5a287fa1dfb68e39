import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JobSummary } from '#contract/job'
import { imagesQuery } from '../api/images.ts'
import { jobHistoryQuery, liveJobsQuery } from '../api/jobs.ts'
import { recipientsQuery } from '../api/recipients.ts'
import { type Entry, entriesOf, jobEntry } from './entries.ts'
import { byRank, createFinder, type Found } from './rank.ts'
import { words } from './words.ts'

/** The history is asked once typing pauses for so long, in ms, and for no fewer letters. */
const PAUSE_MS = 250
const SHORTEST = 2
/** So many of each kind are shown. */
const MOST = 6

/** Everything that can be found, and what of it matches a text. */
export function useThings(search: string, mayShare: boolean) {
  const images = useQuery(imagesQuery)
  const recipients = useQuery(recipientsQuery)
  const live = useQuery(liveJobsQuery)
  const history = useHistory(search)
  const jobs = useMemo(() => once([...(live.data?.jobs ?? []), ...history.jobs]), [live.data, history.jobs])

  const known = useMemo(
    () => entriesOf({ images: images.data ?? [], recipients: recipients.data ?? [], mayShare }),
    [images.data, recipients.data, mayShare],
  )
  const finder = useMemo(() => createFinder(known), [known])
  const jobEntries = useMemo(() => jobs.map(jobEntry), [jobs])
  const jobFinder = useMemo(() => createFinder(jobEntries), [jobEntries])
  const found = useMemo(() => {
    const own = jobFinder.find(search, MOST)
    return [...finder.find(search, MOST), ...withHistory(own, history.hits, search)].sort(byRank)
  }, [finder, jobFinder, search, history.hits])
  const byKey = useMemo(
    () => new Map([...known, ...jobEntries].map((entry) => [entry.key, entry])),
    [known, jobEntries],
  )

  const parts = { images, recipients, jobs: live }
  const names = Object.keys(parts) as (keyof typeof parts)[]
  const isMissing = (name: keyof typeof parts) => parts[name].data === undefined
  return {
    found,
    byKey,
    known,
    /** More may be found yet. */
    loading: [
      ...names.filter((name) => isMissing(name) && !parts[name].isError).map((name) => words.parts[name]),
      ...(history.isReading ? [words.parts.history] : []),
    ],
    unreadable: [
      ...names.filter((name) => isMissing(name) && parts[name].isError).map((name) => words.parts[name]),
      ...(history.isError ? [words.parts.history] : []),
    ],
  }
}

/** Jobs of the whole history. `hits`: those that the gateway found for just this text, whatever of them matches. */
function useHistory(search: string) {
  const [asked] = useDebouncedValue(search, PAUSE_MS)
  const isAsked = asked.length >= SHORTEST
  const query = useInfiniteQuery({ ...jobHistoryQuery({ text: asked }), enabled: isAsked })
  const jobs = useMemo(() => (isAsked ? (query.data?.pages[0]?.jobs ?? []) : []), [isAsked, query.data])
  const isOfThis = isAsked && asked === search && !query.isPlaceholderData
  return {
    jobs,
    hits: isOfThis ? jobs : NONE,
    isReading: search.length >= SHORTEST && !isOfThis && !query.isError,
    isError: isAsked && query.isError,
  }
}

const NONE: readonly JobSummary[] = []

const once = (jobs: readonly JobSummary[]) => [...new Map(jobs.map((job) => [job.id, job])).values()]

/** The jobs that were found here, then those of the gateway, which looks at all their images and projects, too. */
function withHistory(own: readonly Found[], hits: readonly JobSummary[], search: string): Found[] {
  const [mine] = own
  const best: Entry[] = [...(mine?.best ?? [])]
  if (search !== '')
    for (const job of hits) if (best.length < MOST && !has(best, job)) best.push(jobEntry(job))
  if (best.length === 0) return []
  return [
    { kind: 'job', rank: mine?.rank ?? 'elsewhere', best, total: Math.max(mine?.total ?? 0, hits.length) },
  ]
}

const has = (entries: readonly Entry[], job: JobSummary) => entries.some(({ id }) => id === job.id)
