import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { type LiveJobs, liveJobsQuery, refreshAfter } from './jobs.ts'

afterEach(() => vi.unstubAllGlobals())

/** What the poller would be told, in whatever order the network brings it. */
const answer = (changes: LiveJobs) => vi.stubGlobal('fetch', async () => Response.json(changes))

const poll = async (before: LiveJobs | undefined, changes: LiveJobs): Promise<LiveJobs> => {
  const client = new QueryClient()
  if (before) client.setQueryData(liveJobsQuery.queryKey, before)
  answer(changes)
  return client.fetchQuery(liveJobsQuery)
}

const live = (revision: number, status: 'running' | 'succeeded', id = 'a'): LiveJobs => ({
  jobs: [jobSummary({ id, revision, status })],
  cursor: revision,
  running: status === 'running' ? 1 : 0,
  failed: 0,
})

test('an answer that was overtaken by a newer one does not bring an old state back', async () => {
  const now = await poll(live(7, 'succeeded'), live(5, 'running'))
  expect(now.jobs).toMatchObject([{ revision: 7, status: 'succeeded' }])
})

test('a newer answer replaces the job, and a job that did not change keeps its object', async () => {
  const before = live(5, 'running')
  const other = jobSummary({ id: 'b', revision: 3, createdAt: -1 })
  const now = await poll({ ...before, jobs: [...before.jobs, other] }, live(7, 'succeeded'))
  expect(now.jobs).toMatchObject([{ revision: 7, status: 'succeeded' }, { id: 'b' }])
  expect(now.jobs[1]).toBe(other)
})

test('a job that ended has images, recipients, plans and who has what read again, one that goes on has not', () => {
  const client = new QueryClient()
  const keys = [['images'], ['received'], ['recipients'], ['plan', 'of', 1], ['access', 'all']]
  for (const key of keys) client.setQueryData(key, {})
  const outdated = () => keys.filter((key) => client.getQueryState(key)?.isInvalidated)
  refreshAfter(client, [jobSummary({ status: 'running' })])
  expect(outdated()).toEqual([])
  refreshAfter(client, [jobSummary({ status: 'failed' })])
  expect(outdated()).toEqual(keys)
})
