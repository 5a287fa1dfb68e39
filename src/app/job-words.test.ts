import { describe, expect, it } from 'vitest'
import { jobAction, wentWrong } from '#contract/job'
import { jobSummary } from '#testing/job-summary'
import {
  earlierText,
  endingText,
  jobName,
  jobShape,
  jobTitle,
  progressSegments,
  progressText,
  statusLook,
  undoText,
} from './job-words.ts'

it('a title names the action, the images and the projects', () => {
  expect(jobTitle(jobSummary())).toBe('Share 12 images with 40 projects')
  expect(jobTitle({ action: 'unshare', imageCount: 1, projectCount: 1 })).toBe(
    'Stop sharing 1 image with 1 project',
  )
  expect(jobTitle({ action: 'accept', imageCount: 3, projectCount: 1 })).toBe('Accept 3 images')
})

it('a job is known by its reason, and by what it does where none was given', () => {
  expect(jobName(jobSummary({ reason: 'CHG-4711 November' }))).toBe('CHG-4711 November')
  expect(jobName(jobSummary())).toBe('Share 12 images with 40 projects')
  expect(jobShape(jobSummary())).toBe('12 × 40 · debian-12 +11')
  expect(jobShape(jobSummary({ action: 'accept', imageCount: 1 }))).toBe('1 image · debian-12')
})

it('no word of a status is shown in two colours', () => {
  const ends = [
    { status: 'succeeded', pairs: { done: 480 } },
    { status: 'succeeded', pairs: { done: 0, unchanged: 480 } },
    { status: 'partial', pairs: { done: 479, failed: 1 } },
    { status: 'partial', pairs: { done: 479, impossible: 1 } },
    { status: 'failed', pairs: { done: 0, failed: 480 } },
    { status: 'failed', pairs: { done: 0, impossible: 480 } },
    { status: 'stopped', pairs: { done: 0, unsent: 480 } },
    { status: 'stopped', pairs: { done: 0, unsent: 479, failed: 1 } },
    { status: 'partial', pairs: { done: 479, failed: 1 }, undone: 479 },
  ] as const
  const tones = new Map<string, string>()
  for (const action of jobAction.options)
    for (const end of ends) {
      const { word, tone } = statusLook(jobSummary({ ...end, action }))
      expect(tones.get(word) ?? tone, word).toBe(tone)
      tones.set(word, tone)
    }
  expect([...tones.keys()]).toContain('Already shared')
})

describe('progress', () => {
  const job = jobSummary({ pairs: { done: 300, failed: 10, unconfirmed: 2, waiting: 100, sent: 68 } })
  const half = job.pairs

  it('progress counts the pairs with a result, whatever the result', () => {
    expect(progressText(half)).toBe('312 of 480 pairs')
    const segments = progressSegments(job).filter(({ look }) => look !== 'sent')
    expect(segments.reduce((sum, { value }) => sum + value, 0)).toBe(312)
  })

  it('progress is only the number of pairs once all have a result', () => {
    expect(progressText(jobSummary().pairs)).toBe('480 pairs')
  })
})

describe('the end of a job', () => {
  it('the end of a job is one plain sentence when all went well', () => {
    expect(endingText(jobSummary())).toBe('Share 12 images with 40 projects: all 480 pairs done.')
  })

  it('unconfirmed pairs count as failed: a claim is not proof', () => {
    const job = jobSummary({ pairs: { done: 477, failed: 1, unconfirmed: 2 } })
    expect(endingText(job)).toBe('Share 12 images with 40 projects: 477 of 480 pairs done, 3 failed.')
  })

  it('the end of another attempt has its number, also when the result is the same', () => {
    const again = jobSummary({ attempt: 2, pairs: { done: 477, failed: 3 } })
    expect(endingText(again)).toBe(
      'Share 12 images with 40 projects, attempt 2: 477 of 480 pairs done, 3 failed.',
    )
  })

  it('pairs that were impossible from the start are counted apart, and raise no alarm', () => {
    const asPlanned = jobSummary({ status: 'partial', pairs: { done: 438, impossible: 42 } })
    expect(endingText(asPlanned)).toBe(
      'Share 12 images with 40 projects: 438 of 480 pairs done, 42 impossible.',
    )
    expect(statusLook(asPlanned)).toMatchObject({ word: '438 shared, 42 impossible', tone: 'warn' })
    const worse = jobSummary({ status: 'partial', pairs: { done: 437, impossible: 42, failed: 1 } })
    expect(endingText(worse)).toContain('437 of 480 pairs done, 1 failed, 42 impossible.')
    expect(statusLook(worse)).toMatchObject({ word: '437 shared, 1 failed, 42 impossible', tone: 'bad' })
  })
})

it('an earlier result has its code, unless the code only repeats the word', () => {
  const past = { attempt: 1, claim: null, present: false, message: null, readAt: null }
  expect(earlierText('share', { ...past, state: 'failed', code: 'IMG.0112' })).toBe(
    'attempt 1: failed, IMG.0112',
  )
  expect(earlierText('unshare', { ...past, state: 'unconfirmed', code: 'CONSOLE.NOT_CONFIRMED' })).toBe(
    'attempt 1: not confirmed',
  )
})

it('a job that was undone, or is an undo, is marked so, and raises no alarm any more', () => {
  const bad = { status: 'partial' as const, pairs: { done: 477, failed: 3 } }
  expect([undoText(jobSummary()), undoText(jobSummary({ undoOf: 'b' }))]).toEqual(['', 'an undo'])
  expect(undoText(jobSummary({ ...bad, undone: 470 }))).toBe('470 of 477 pairs undone')
  expect(undoText(jobSummary({ ...bad, undone: 477 }))).toBe('')
  expect(statusLook(jobSummary({ ...bad, undone: 477 }))).toMatchObject({ word: 'Undone', tone: 'idle' })
  expect([
    wentWrong(jobSummary({ ...bad, undone: 470 })),
    wentWrong(jobSummary({ ...bad, undone: 477 })),
  ]).toEqual([true, false])
})
