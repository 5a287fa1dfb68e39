import { expect, it } from 'vitest'
import { UNSEEN_MS } from '#contract/job'
import { jobSummary } from '#testing/job-summary'
import { placeJobs } from './panel-groups.ts'

const NOW = 100 * UNSEEN_MS
const running = jobSummary({ id: 'running', status: 'running' })
const waiting = jobSummary({ id: 'waiting', status: 'waiting' })
const ended = { status: 'partial' as const, endedAt: NOW - 3_600_000 }
const partial = jobSummary({ id: 'partial', ...ended, pairs: { done: 470, failed: 10 } })
const asPlanned = jobSummary({ id: 'asPlanned', ...ended, pairs: { done: 470, impossible: 10 } })
const seen = jobSummary({ id: 'seen', ...ended, seen: true, pairs: { failed: 480 } })
const old = jobSummary({ id: 'old', status: 'failed', endedAt: NOW - UNSEEN_MS })
const fine = jobSummary({ id: 'fine', endedAt: NOW })

it('running jobs come first, then failures that nobody here has seen, then the rest', () => {
  expect(
    Object.fromEntries(placeJobs([running, waiting, partial, seen, asPlanned, old, fine], NOW, null)),
  ).toEqual({
    running: 'active',
    waiting: 'active',
    partial: 'failed',
    seen: 'ended',
    asPlanned: 'ended',
    old: 'ended',
    fine: 'ended',
  })
})

it('while the list is in use, known jobs keep their place and new jobs are added', () => {
  const held = placeJobs([running], NOW, null)
  const ended = { ...running, status: 'succeeded' as const, endedAt: NOW }
  const placement = placeJobs([waiting, ended], NOW, held)
  expect(Object.fromEntries(placement)).toEqual({ waiting: 'active', running: 'active' })
  expect(placeJobs([ended], NOW, null).get('running')).toBe('ended')
})
