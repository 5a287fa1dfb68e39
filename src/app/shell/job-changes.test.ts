import { expect, it } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { compareJobs } from './job-changes.ts'

const running = jobSummary({ id: 'r', status: 'running' })
const done = jobSummary({ id: 'd' })

it('two equal lists have no changes', () => {
  expect(compareJobs([running, done], [running, done])).toEqual({ changed: [], ended: [] })
})

it('a job that moves without ending has changed, and has not ended', () => {
  const later = { ...running, revision: 2 }
  expect(compareJobs([running], [later])).toEqual({ changed: [later], ended: [] })
})

it('a job has ended, also when it began and ended between two polls', () => {
  const ended = { ...running, status: 'partial' as const }
  const quick = jobSummary({ id: 'q', status: 'failed' })
  expect(compareJobs([running, done], [quick, ended, done]).ended).toEqual([quick, ended])
})

it('an end is not announced twice', () => {
  const again = { ...done, revision: 3 }
  expect(compareJobs([done], [again])).toEqual({ changed: [again], ended: [] })
})
