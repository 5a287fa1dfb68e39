import { expect, it } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { placeJobs } from './panel-groups.ts'

const NOW = 100 * 3_600_000
const running = jobSummary({ id: 'running', status: 'running' })
const waiting = jobSummary({ id: 'waiting', status: 'waiting' })
const ended = { status: 'partial' as const, endedAt: NOW - 3_600_000 }
const partial = jobSummary({ id: 'partial', ...ended, pairs: { done: 470, failed: 10 } })
const asPlanned = jobSummary({ id: 'asPlanned', ...ended, pairs: { done: 470, impossible: 10 } })
const old = jobSummary({ id: 'old', status: 'failed', endedAt: NOW - 25 * 3_600_000 })
const fine = jobSummary({ id: 'fine', endedAt: NOW })

it('running jobs come first, then those that failed today, then the rest', () => {
  expect(Object.fromEntries(placeJobs([running, waiting, partial, asPlanned, old, fine], NOW, null))).toEqual(
    {
      running: 'active',
      waiting: 'active',
      partial: 'failed',
      asPlanned: 'ended',
      old: 'ended',
      fine: 'ended',
    },
  )
})

it('while the list is in use, known jobs keep their place and new jobs are added', () => {
  const held = placeJobs([running], NOW, null)
  const ended = { ...running, status: 'succeeded' as const, endedAt: NOW }
  const placement = placeJobs([waiting, ended], NOW, held)
  expect(Object.fromEntries(placement)).toEqual({ waiting: 'active', running: 'active' })
  expect(placeJobs([ended], NOW, null).get('running')).toBe('ended')
})
