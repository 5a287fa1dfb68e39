import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JobAction } from '#contract/job'
import type { RunPair } from './model/run.ts'
import { settle } from './settle.ts'

const waiting: RunPair = {
  image: 0,
  project: 0,
  state: 'waiting',
  claim: null,
  present: null,
  code: null,
  message: null,
  readAt: null,
  wasSent: false,
  unproven: false,
  confirmed: null,
  memberSince: null,
}
const sent: RunPair = { ...waiting, state: 'sent', wasSent: true }
const refused = { code: 'IMG.0112', message: 'Adding the tenant failed.' } as const

describe.each([
  ['share', true],
  ['unshare', false],
] as const)('%s', (action: JobAction, wanted: boolean) => {
  const asWanted = { present: wanted, since: 5, at: 7 }
  const notAsWanted = { present: !wanted, since: null, at: 7 }

  test('a pair that is as wanted before anything was sent is unchanged', () => {
    expect(settle(action, waiting, asWanted)).toMatchObject({ state: 'unchanged', present: wanted })
  })
  test('a pair that is not as wanted and was not sent is still to be sent', () => {
    expect(settle(action, waiting, notAsWanted)).toBe(waiting)
  })
  test('a sent pair that is as wanted is done, whatever was claimed', () => {
    expect(settle(action, sent, asWanted)).toMatchObject({ state: 'done', claim: null, code: null })
    expect(settle(action, { ...sent, claim: 'success' }, asWanted)).toMatchObject({
      state: 'done',
      claim: 'success',
    })
    expect(settle(action, { ...sent, claim: 'failed', ...refused }, asWanted)).toMatchObject({
      state: 'done',
      claim: 'failed',
      ...refused,
    })
    expect(settle(action, { ...sent, code: 'CONSOLE.LOST', message: 'lost' }, asWanted)).toMatchObject({
      state: 'done',
      code: null,
      message: null,
    })
  })
  test('a pair that is there since before the cloud began the call is somebody else’s doing', () => {
    const reading = { present: true, since: 3000, at: 9000 }
    const state = (beganAt: number) =>
      settle('share', { ...sent, claim: 'success' }, reading, { beganAt, isFirst: true }).state
    expect([state(4000), state(3999), state(3000)]).toEqual(['unchanged', 'done', 'done'])
  })
  test('a claimed success that the members do not show is unconfirmed', () => {
    expect(settle(action, { ...sent, claim: 'success' }, notAsWanted)).toMatchObject({
      state: 'unconfirmed',
      present: !wanted,
      code: 'CONSOLE.NOT_CONFIRMED',
    })
  })
  test('a refused pair has failed with the code of the cloud', () => {
    expect(settle(action, { ...sent, claim: 'failed', ...refused }, notAsWanted)).toMatchObject({
      state: 'failed',
      present: !wanted,
      ...refused,
    })
  })
  test('a sent pair of which nothing is known is to be sent again', () => {
    expect(settle(action, sent, notAsWanted)).toEqual({ ...waiting, wasSent: true })
  })
  test('without the members nothing is confirmed', () => {
    const failure = { code: 'IMG.0027', message: 'No such image.' } as const
    expect(settle(action, waiting, { failure })).toMatchObject({ state: 'failed', ...failure, present: null })
    expect(settle(action, { ...sent, claim: 'success' }, { failure })).toMatchObject({
      state: 'unconfirmed',
      ...failure,
    })
    expect(settle(action, { ...sent, claim: 'failed', ...refused }, { failure })).toMatchObject({
      state: 'failed',
      ...refused,
    })
  })
})

test('settling is final: what is settled is as wanted exactly when it is done or unchanged', () => {
  const pair = fc.record({
    image: fc.nat(),
    project: fc.nat(),
    state: fc.constantFrom<RunPair['state']>('waiting', 'sent'),
    claim: fc.constantFrom(null, 'success' as const, 'failed' as const),
    present: fc.constant(null),
    code: fc.constantFrom(null, 'IMG.0061'),
    message: fc.constant(null),
    readAt: fc.constant(null),
    wasSent: fc.boolean(),
    unproven: fc.constant(false),
    confirmed: fc.constant(null),
    memberSince: fc.constant(null),
  })
  fc.assert(
    fc.property(
      fc.constantFrom<JobAction>('share', 'unshare'),
      pair,
      fc.boolean(),
      (action, given, present) => {
        const { state } = settle(action, given, { present, since: 1, at: 2 })
        const asWanted = present === (action === 'share')
        expect(state === 'done' || state === 'unchanged').toBe(asWanted)
        expect(state).not.toBe('sent')
      },
    ),
  )
})
