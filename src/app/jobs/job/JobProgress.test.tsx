// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { JobDetail } from '#contract/job'
import { jobSummary } from '#testing/job-summary'
import { JobProgress } from './JobProgress.tsx'

const BEGAN = Date.UTC(2026, 10, 29, 22, 41)

beforeEach(() => {
  vi.useFakeTimers({ now: BEGAN })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const detail = (more: Parameters<typeof jobSummary>[0], claimed: number): JobDetail => ({
  ...jobSummary({ createdAt: BEGAN, startedAt: BEGAN, endedAt: null, ...more }),
  project: { id: 'golden', name: 'golden-images' },
  images: [],
  projects: [],
  plan: null,
  vaultId: null,
  undos: [],
  attempts: [],
  proves: false,
  proofs: [],
  rechecks: [],
  readAt: null,
  claimed,
  gone: 0,
  calls: [],
  revocations: [],
})

it('what the cloud claims has a bar of its own, beside what was read back', () => {
  const job = detail({ status: 'running', pairs: { done: 40, sent: 440 } }, 312)
  render(<JobProgress job={job} />)
  expect(screen.getByText('40 of 480')).toBeTruthy()
  const bars = screen.getAllByRole('progressbar').map((bar) => bar.getAttribute('aria-valuenow'))
  expect(bars).toEqual(['40', '312'])
})

it('a job that went well has one bar, and says when it was confirmed', () => {
  render(<JobProgress job={detail({ endedAt: BEGAN }, 480)} />)
  expect(screen.getByRole('region', { name: 'Progress' }).textContent).toMatch(
    /^480 of 480 confirmed at 2026-11-/,
  )
  expect(screen.getAllByRole('progressbar')).toHaveLength(1)
})

it('a job from which nothing is heard for a minute says since when', () => {
  render(<JobProgress job={detail({ status: 'running', pairs: { done: 0, sent: 480 } }, 0)} />)
  expect(screen.getByRole('status').textContent).toBe('')
  act(() => vi.advanceTimersByTime(50_000))
  expect(screen.getByRole('status').textContent).toBe('')
  act(() => vi.advanceTimersByTime(20_000))
  expect(screen.getByRole('status').textContent).toMatch(/^No news since \d\d:41:00\./)
})
