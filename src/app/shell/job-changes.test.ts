import { expect, it } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { compareJobs } from './job-changes.ts'

const running = jobSummary({ id: 'r', status: 'running' })
const done = jobSummary({ id: 'd' })

it('sees nothing where nothing changed', () => {
  expect(compareJobs([running, done], [running, done])).toEqual({ changed: [], ended: [] })
})

it('sees a job move without ending', () => {
  const later = { ...running, revision: 2 }
  expect(compareJobs([running], [later])).toEqual({ changed: [later], ended: [] })
})

it('sees a job end, also one that began and ended between two looks', () => {
  const ended = { ...running, status: 'partial' as const }
  const quick = jobSummary({ id: 'q', status: 'failed' })
  expect(compareJobs([running, done], [quick, ended, done]).ended).toEqual([quick, ended])
})

it('does not announce an end twice', () => {
  const again = { ...done, revision: 3 }
  expect(compareJobs([done], [again])).toEqual({ changed: [again], ended: [] })
})
