import type { MemberBatch } from '#ims/members'
import { type BatchEvent, type Clock, CloudFailure, type Driver } from '../driver.ts'
import { createKeystoneCalls, type KeystoneOptions } from '../openstack/keystone.ts'
import { createPace } from '../pace.ts'
import { createUpstream } from '../upstream.ts'
import { addPairs, type PairEvent } from './glance-add.ts'
import { answerPairs } from './glance-answer.ts'
import { createGlanceCalls } from './glance-calls.ts'
import { removePairs } from './glance-remove.ts'
import { createLocks } from './pair-locks.ts'

export type GlanceDriverOptions = {
  fetch: (request: Request) => Promise<Response>
  /** Base addresses, with or without the version at the end. */
  endpoints: { identity: string; image: string }
  clock: Clock
  onClockDifference?: KeystoneOptions['onClockDifference']
  /** Glance's `image_member_quota`, which no call tells; 128 unless told. The cloud's 413 decides. */
  recipientsPerImage?: number
  timeoutMs?: number
}

/** Glance's default of `image_member_quota`. */
const MEMBER_QUOTA = 128
/** A batch is cut into pairs here: it is as large as the history's lines about it should be. */
const BATCH = { images: 100, projects: 256 }
const MEMBER = '/v2/images/{image_id}/members/{member_id}'

/**
 * A driver for plain OpenStack: Keystone v3 and Glance v2, which know neither batches nor jobs. A share is a call for
 * each pair, made here; so no cloud job can be followed after a restart, and what was under way is read back.
 */
export function createGlanceDriver(o: GlanceDriverOptions): Driver {
  const { clock, recipientsPerImage = MEMBER_QUOTA } = o
  const send = createUpstream({ fetch: o.fetch, clock, timeoutMs: o.timeoutMs ?? 30_000 })
  const calls = createGlanceCalls(send, o.endpoints.image)
  const tools = { calls, clock, pace: createPace(clock), locks: createLocks() }

  return {
    capabilities: {
      recipientsPerImage,
      recipientsPerFullEcsImage: recipientsPerImage,
      batch: BATCH,
      grantsPerKey: null,
      sendsSinglePairs: true,
      tellsAge: false,
      calls: {
        share: { method: 'POST', path: '/v2/images/{image_id}/members' },
        unshare: { method: 'DELETE', path: MEMBER },
        accept: { method: 'PUT', path: MEMBER },
        reject: { method: 'PUT', path: MEMBER },
      },
    },

    ...createKeystoneCalls({
      ...{ send, base: o.endpoints.identity, now: clock.now, onClockDifference: o.onClockDifference },
    }),
    listImages: calls.listImages,
    listReceived: calls.listReceived,
    showImage: calls.showImage,
    listMembers: (who, id, signal) => calls.listMembers(who, id, signal),

    showKey: noKeys('show key'),
    listGrants: noKeys('list grants'),
    createGrant: noKeys('create grant'),
    revokeGrant: noKeys('revoke grant'),

    share: (who, batch, how = {}) => asBatch(addPairs(tools, who, batch, how), how.signal),
    unshare: (who, batch: MemberBatch, how = {}) => asBatch(removePairs(tools, who, batch, how), how.signal),
    answer: (who, answer, how = {}) => asBatch(answerPairs(tools, who, answer, how), how.signal),
    // biome-ignore lint/correctness/useYield: no call of this driver can be followed, as none has a cloud job.
    async *follow(_who, _batch, cloudJobId) {
      throw new CloudFailure(
        'follow job',
        404,
        'CONSOLE.LOST',
        `The cloud has no jobs, so none ${cloudJobId}.`,
      )
    },
  }
}

/** The events of a batch around those of its pairs. It counts as taken once the cloud has decided on the first pair. */
async function* asBatch(pairs: AsyncIterable<PairEvent>, signal?: AbortSignal): AsyncIterable<BatchEvent> {
  let told = 0
  const failed: Extract<PairEvent, { outcome: 'failed' }>[] = []
  for await (const event of pairs) {
    if (event.outcome === 'untaken') {
      yield event
      continue
    }
    if (told === 0) yield { kind: 'accepted', cloudJobId: null, requestId: null }
    told += 1
    if (event.outcome === 'failed') failed.push(event)
    yield event
    signal?.throwIfAborted()
  }
  const [first] = failed
  if (!first) yield { kind: 'ended', outcome: 'success' }
  else
    yield {
      ...{ kind: 'ended', outcome: 'failed', code: first.code },
      message: `${failed.length} of ${told} pairs failed, the first of them: ${first.message}`,
    }
}

/** Barbican decides who may use a key; it has no grants that could be read or made as KMS has them. */
const noKeys = (call: string) => async (): Promise<never> => {
  throw new CloudFailure(
    call,
    501,
    'CONSOLE.NO_GRANTS',
    'Barbican decides who may read it, and the console cannot ask. Make sure that the recipients can.',
  )
}
