import { expect, it } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { placeJobs } from './panel-groups.ts'

const NOW = 100 * 3_600_000
const running = jobSummary({ id: 'running', status: 'running' })
const waiting = jobSummary({ id: 'waiting', status: 'waiting' })
const partial = jobSummary({ id: 'partial', status: 'partial', endedAt: NOW - 3_600_000 })
const old = jobSummary({ id: 'old', status: 'failed', endedAt: NOW - 25 * 3_600_000 })
const fine = jobSummary({ id: 'fine', endedAt: NOW })

it('puts what is under way first, then what failed today, then the rest', () => {
  expect(Object.fromEntries(placeJobs([running, waiting, partial, old, fine], NOW, null))).toEqual({
    running: 'active',
    waiting: 'active',
    partial: 'failed',
    old: 'ended',
    fine: 'ended',
  })
})

it('leaves a job where it is while the list is in use, and takes new ones in', () => {
  const held = placeJobs([running], NOW, null)
  const ended = { ...running, status: 'succeeded' as const, endedAt: NOW }
  const placement = placeJobs([waiting, ended], NOW, held)
  expect(Object.fromEntries(placement)).toEqual({ waiting: 'active', running: 'active' })
  expect(placeJobs([ended], NOW, null).get('running')).toBe('ended')
})
