import { ANSWERED, isAnswer, type JobAction } from '#contract/job'
import type { Members } from '../read-members.ts'
import type { RunPair } from '../store/runs.ts'

/**
 * What the members, read from the cloud at a time, say: is the pair there (for an answer: has the project answered so),
 * and since when (null: not told)? `failure`: they could not be read. Times in ms since 1970.
 */
export type Reading =
  | { present: boolean; since: number | null; at: number }
  | { failure: { code: string; message: string } }

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
 * - as wanted already, nothing sent: `unchanged`; as wanted after a call: `done`, whatever was claimed
 * - claimed but not there: `unconfirmed`; refused or answered without success: `failed` with that code
 * - sent, but nobody knows what became of the call: `waiting` again, now safe to send
 * - there since before the cloud began the call (`beganAt`, by the cloud's clock): somebody else was quicker, `unchanged`
 * A `waiting` pair that is not as wanted stays `waiting`: it is to be sent. One that an earlier attempt had sent, and
 * that is as wanted by now, is that attempt's doing.
 */
export function settle(action: JobAction, pair: RunPair, reading: Reading, beganAt?: number): RunPair {
  if ('failure' in reading) return unread(pair, reading.failure)
  const { present, since, at } = reading
  const asWanted = present === wantsPresent(action)
  const read = { present, readAt: at, memberSince: present ? since : null }
  // Since when it is there matters for an undo only; without it thousands of pairs are written at once.
  const unchanged = { ...read, memberSince: null, state: 'unchanged' } as const
  if (pair.state === 'waiting')
    return asWanted ? { ...pair, ...(pair.wasSent ? { ...read, state: 'done' } : unchanged) } : pair
  if (asWanted) {
    // Members tell whole seconds only.
    const theirs = present && since !== null && beganAt !== undefined && since < beganAt - (beganAt % 1000)
    if (theirs) return { ...pair, ...unchanged, code: null, message: null }
    const kept = pair.claim === 'failed' ? {} : { code: null, message: null }
    return { ...pair, ...kept, ...read, state: 'done' }
  }
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

/**
 * What becomes of a failed or unconfirmed pair of a job that has ended, once its members were read again: it has
 * arrived meanwhile, or it is as it was.
 */
export function resettle(action: JobAction, pair: RunPair, reading: Reading): RunPair {
  if ('failure' in reading) return pair
  const { present, since, at } = reading
  const read = { present, readAt: at, memberSince: present ? since : null }
  if (present !== wantsPresent(action)) return { ...pair, ...read }
  const ours = pair.wasSent && !isRefused(pair)
  return ours
    ? { ...pair, ...read, state: 'done', code: null, message: null }
    : { ...pair, ...read, state: 'unchanged', memberSince: null, code: null, message: null }
}

/** Whether a pair that is as the job wants it is there. */
export const wantsPresent = (action: JobAction): boolean => action !== 'unshare'

/** Codes of calls of which nobody knows how they ended: what they asked for may still come. */
export const UNKNOWN_END: readonly string[] = [
  'CONSOLE.LOST',
  'CONSOLE.TIMEOUT',
  'CONSOLE.UNREACHABLE',
  'CONSOLE.UNREADABLE',
  // A proxy before the cloud has no answer of it.
  '502',
  '504',
]

/** The cloud said no and the members showed it: whatever comes later is somebody else's doing. */
const isRefused = ({ state, present, code }: RunPair) =>
  state === 'failed' && present === false && !UNKNOWN_END.includes(code ?? '')

const NOT_CONFIRMED = {
  share: 'The cloud reported success, but the project is not among the members of the image.',
  unshare: 'The cloud reported success, but the project is still among the members of the image.',
  accept: 'The cloud reported success, but the image is not among those that the project has accepted.',
  reject: 'The cloud reported success, but the image is not among those that the project has rejected.',
} as const

/** Without the members nothing is proved: a claimed success is not confirmed, anything else has failed. */
function unread(pair: RunPair, failure: { code: string; message: string }): RunPair {
  if (pair.claim === 'success') return { ...pair, ...failure, state: 'unconfirmed' }
  return pair.code === null ? { ...pair, ...failure, state: 'failed' } : { ...pair, state: 'failed' }
}
