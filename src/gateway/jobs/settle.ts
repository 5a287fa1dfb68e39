import type { Code } from '#contract/codes'
import { ANSWERED, isAnswer, type JobAction, wantsPresent } from '#contract/job'
import type { Members } from '../cloud/read-members.ts'
import type { CallStart, RunPair } from './model/run.ts'

/**
 * What the members say about a pair, as read from the cloud at some time: whether it is there (for an answer:
 * whether the project has answered so), and since when (null: not told). `failure`: they could not be read.
 * Times in ms since 1970.
 */
export type Reading =
  | { present: boolean; since: number | null; at: number }
  | { failure: { code: Code; message: string } }

/** What the members of an image say about a project, as a job of this kind wants to know it. */
export function readingOf(action: JobAction, members: Members, project: string): Reading {
  if ('failure' in members)
    return { failure: { code: members.failure.code, message: members.failure.message } }
  const member = members.byProject.get(project)
  if (isAnswer(action)) return { present: member?.status === ANSWERED[action], since: null, at: members.at }
  return { present: member !== undefined, since: member?.since ?? null, at: members.at }
}

/**
 * What becomes of a pair once its image's members were read. A job is a claim, the members are the truth:
 * - as wanted, and no call that may have been carried out had the pair: `unchanged`, somebody else made it so
 * - as wanted after a call that the cloud says it has carried out: `done`
 * - as wanted after a call of which nobody knows how it ended: `done` but unproven, unless the membership is
 *   not older than the moment at which the cloud began that call
 * - there since before the cloud began the first call that had it: somebody else was quicker, `unchanged`; if
 *   it was not the first one, it may have been an earlier call: unproven
 * - claimed but not as wanted: `unconfirmed`; refused or answered without success: `failed` with that code
 * - sent, but nobody knows what became of the call: `waiting` again, now safe to send
 * A `waiting` pair that is not as wanted stays `waiting`: it is to be sent.
 */
export function settle(action: JobAction, pair: RunPair, reading: Reading, call: CallStart = {}): RunPair {
  if ('failure' in reading) return unread(pair, reading.failure)
  const { present, since, at } = reading
  if (present === wantsPresent(action)) return asWanted(action, pair, reading, call)
  if (pair.state === 'waiting') return pair
  const read = { present, readAt: at, memberSince: present ? since : null }
  if (pair.claim === 'success')
    return {
      ...pair,
      ...read,
      state: 'unconfirmed',
      code: 'CONSOLE.NOT_CONFIRMED',
      message: NOT_CONFIRMED[action],
    }
  if (pair.code !== null) return { ...pair, ...read, state: 'failed' }
  return { ...pair, state: 'waiting', present: null }
}

/** What becomes of a pair that is as its job wants it. Members tell whole seconds only. */
function asWanted(
  action: JobAction,
  pair: RunPair,
  { present, since, at }: { present: boolean; since: number | null; at: number },
  { beganAt, isFirst = false }: CallStart = {},
): RunPair {
  const isDated = since !== null && beganAt !== undefined
  const isOlder = isDated && since < beganAt - (beganAt % 1000)
  if (!pair.wasSent || (isOlder && isFirst)) return unchanged(pair, { present, readAt: at })
  const isNewer = isDated && !isOlder && pair.claim !== 'failed'
  const isProven = isNewer || (pair.claim === 'success' && !pair.unproven && !isOlder)
  const keepsReason = pair.claim === 'failed'
  return {
    ...pair,
    code: keepsReason ? pair.code : null,
    message: keepsReason ? pair.message : null,
    state: 'done',
    present,
    readAt: at,
    memberSince: present ? since : null,
    unproven: !isProven && !isAnswer(action),
  }
}

/**
 * Only an undo needs to know since when a pair is there; without that, thousands of pairs are written at
 * once.
 */
const unchanged = (pair: RunPair, read: Pick<RunPair, 'present' | 'readAt'>): RunPair => ({
  ...pair,
  ...read,
  state: 'unchanged',
  code: null,
  message: null,
  memberSince: null,
  unproven: false,
})

/**
 * What becomes of a pair of a job that has ended, once its members were read again. A failed or unconfirmed one
 * has arrived meanwhile, or it is as it was. All others keep their state, and show what is true now.
 */
export function resettle(action: JobAction, pair: RunPair, reading: Reading): RunPair {
  if ('failure' in reading) return pair
  const { present, since, at } = reading
  if (pair.state !== 'failed' && pair.state !== 'unconfirmed') return { ...pair, present, readAt: at }
  if (present !== wantsPresent(action))
    return { ...pair, present, readAt: at, memberSince: present ? since : null }
  return { ...asWanted(action, { ...pair, claim: null }, reading), claim: pair.claim }
}

const NOT_CONFIRMED = {
  share: 'The cloud reported success, but the project is not among the members of the image.',
  unshare: 'The cloud reported success, but the project is still among the members of the image.',
  accept: 'The cloud reported success, but the image is not among those that the project has accepted.',
  reject: 'The cloud reported success, but the image is not among those that the project has rejected.',
} as const

/** Without the members nothing is proved: a claimed success is not confirmed, anything else has failed. */
function unread(pair: RunPair, failure: { code: Code; message: string }): RunPair {
  if (pair.claim === 'success') return { ...pair, ...failure, state: 'unconfirmed' }
  return pair.code === null ? { ...pair, ...failure, state: 'failed' } : { ...pair, state: 'failed' }
}
