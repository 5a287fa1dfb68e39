import type { JobAction, Pair } from '#contract/job'

/** What the members, read from the cloud, say: is the pair there? `failure`: they could not be read. */
export type Reading = { present: boolean } | { failure: { code: string; message: string } }

/**
 * What becomes of a pair once its image's members were read. A job is a claim, the members are the truth:
 * - as wanted already, nothing sent: `unchanged`; as wanted after a call: `done`, whatever was claimed
 * - claimed but not there: `unconfirmed`; refused or answered without success: `failed` with that code
 * - sent, but nobody knows what became of the call: `waiting` again, now safe to send
 * A `waiting` pair that is not as wanted stays `waiting`: it is to be sent.
 */
export function settle(action: JobAction, pair: Pair, reading: Reading): Pair {
  if ('failure' in reading) return unread(pair, reading.failure)
  const { present } = reading
  const asWanted = present === (action === 'share')
  if (pair.state === 'waiting') return asWanted ? { ...pair, state: 'unchanged', present } : pair
  if (asWanted) {
    const kept = pair.claim === 'failed' ? {} : { code: null, message: null }
    return { ...pair, ...kept, state: 'done', present }
  }
  if (pair.claim === 'success')
    return {
      ...pair,
      state: 'unconfirmed',
      present,
      code: 'CONSOLE.NOT_CONFIRMED',
      message: NOT_CONFIRMED[action],
    }
  if (pair.code !== null) return { ...pair, state: 'failed', present }
  return { ...pair, state: 'waiting', present: null }
}

const NOT_CONFIRMED = {
  share: 'The cloud reported success, but the project is not among the members of the image.',
  unshare: 'The cloud reported success, but the project is still among the members of the image.',
} as const

/** Without the members nothing is proved: a claimed success is not confirmed, anything else has failed. */
function unread(pair: Pair, failure: { code: string; message: string }): Pair {
  if (pair.claim === 'success') return { ...pair, ...failure, state: 'unconfirmed' }
  return pair.code === null ? { ...pair, ...failure, state: 'failed' } : { ...pair, state: 'failed' }
}
