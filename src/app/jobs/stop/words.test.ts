import { describe, expect, it } from 'vitest'
import { jobSummary } from '#testing/job-summary'
import { endingText, lossTexts, statusLook } from '../../job-words.ts'
import { stopConsequences, stopText } from './words.ts'

const by = { id: 'u', name: 'alice' }
const none = { done: 0, unchanged: 0 }

describe('before a job is stopped', () => {
  it('the question tells which pairs stay, which are under way, and which are not sent', () => {
    const pairs = jobSummary({ pairs: { total: 112, done: 12, sent: 4, waiting: 96 } }).pairs
    expect(stopConsequences({ action: 'share', pairs })).toEqual([
      '96 pairs are not sent. A retry can send them later.',
      '4 pairs are under way at the cloud and cannot be called back: ' +
        'they are followed for up to half a minute, then the members are read.',
      '12 pairs were shared already and stay so. Undo is offered as soon as the job has ended.',
    ])
  })

  it('the question offers no undo when nothing was changed', () => {
    const pairs = jobSummary({ pairs: { ...none, total: 1, waiting: 1 } }).pairs
    expect(stopConsequences({ action: 'share', pairs })).toEqual([
      '1 pair is not sent. A retry can send it later.',
      'So far this job has changed nothing.',
    ])
  })

  it('the question tells that key grants stay when sharing stops, and that an answer is not undone', () => {
    const pairs = jobSummary({ pairs: { total: 2, done: 1, waiting: 1 } }).pairs
    expect(stopConsequences({ action: 'unshare', pairs })).toContain(
      'Key grants that were to be revoked afterwards are not revoked.',
    )
    expect(stopConsequences({ action: 'accept', pairs })).toContain(
      '1 pair was accepted already and stays so. An answer is not undone: give the other one afterwards.',
    )
  })
})

describe('a stopped job', () => {
  const stopped = jobSummary({
    status: 'stopped',
    stop: { by, at: 0 },
    pairs: { total: 108, done: 12, unsent: 96 },
  })

  it('a stopped job tells who stopped it and its results, without an alarm', () => {
    expect(stopText(stopped)).toBe('Stopped by alice: 12 shared, 96 not sent')
    expect(statusLook(stopped)).toMatchObject({ word: 'Job stopped', tone: 'warn' })
    expect(lossTexts(stopped.pairs)).toEqual([{ pairs: 96, text: '96 not sent', tone: 'warn' }])
    expect(endingText(stopped)).toBe(
      'Share 12 images with 40 projects, stopped by alice: 12 of 108 pairs done, 96 not sent.',
    )
  })

  it('a job that is being stopped has other words than a job that stops sharing', () => {
    const stopping = jobSummary({ action: 'unshare', status: 'running', stop: { by, at: 0 }, endedAt: null })
    expect(statusLook(stopping).word).toBe('Stopping the job')
    expect(stopText(stopping)).toBe('Stopping, asked by alice. Nothing more is sent.')
  })

  it('a job that was stopped after everything was sent says so', () => {
    const late = jobSummary({ stop: { by, at: 0 } })
    expect(stopText(late)).toBe('alice stopped it when everything was sent: 480 shared')
  })
})
