import { IMAGE_PAGE, imageList, wireImage } from '#ims/images'
import { wireJob } from '#ims/jobs'
import { MAX_GRANTS } from '#ims/keys'
import { jobAccepted, type MemberBatch, type MemberUpdate, memberList } from '#ims/members'
import {
  type BatchEvent,
  type ChangeOptions,
  type Clock,
  CloudFailure,
  type CloudImage,
  type Driver,
  type Identity,
} from '../driver.ts'
import { createKeystoneCalls, type KeystoneOptions } from '../openstack/keystone.ts'
import { readReceived } from '../received.ts'
import { createUpstream, path } from '../upstream.ts'
import { fromImsImage } from './ims-image.ts'
import { createKeyCalls } from './ims-keys.ts'
import { isUnknownJob, type Poll, watchJob } from './watch-job.ts'

export type ImsDriverOptions = {
  fetch: (request: Request) => Promise<Response>
  /** Base addresses, with or without the version at the end. */
  endpoints: { identity: string; image: string; keys: string }
  clock: Clock
  onClockDifference?: KeystoneOptions['onClockDifference']
  limits?: { recipientsPerImage: number; recipientsPerFullEcsImage: number }
  poll?: Poll
  timeoutMs?: number
}

/** OTC API reference, "Restrictions on Image Sharing". Other clouds of the family allow 128. */
const LIMITS = { recipientsPerImage: 256, recipientsPerFullEcsImage: 10 }
/** The documentation gives no limit for one call; an image takes no more than 256 recipients anyway. */
const BATCH = { images: 100, projects: 256 }
const MEMBERS = '/v1/cloudimages/members'
const DOING = { POST: 'share', DELETE: 'stop sharing', PUT: 'answer to' }

/** A driver for the Image Management Service (Open Telekom Cloud, Huawei Cloud). */
export function createImsDriver(o: ImsDriverOptions): Driver {
  const { clock, poll = { firstMs: 1000, maxMs: 5000, deadlineMs: 600_000 } } = o
  const send = createUpstream({ fetch: o.fetch, clock, timeoutMs: o.timeoutMs ?? 30_000 })
  const image = o.endpoints.image.replace(/(\/v[12])?\/*$/, '')
  // IMS refuses projects that there are not by itself.
  const { knowsProject: _, ...keystone } = createKeystoneCalls({
    ...{ send, base: o.endpoints.identity, now: clock.now, onClockDifference: o.onClockDifference },
  })
  const keys = createKeyCalls(send, o.endpoints.keys)

  async function* follow(who: Identity, jobId: string, signal?: AbortSignal): AsyncIterable<BatchEvent> {
    // The older call lists results, the newer one is all that some clouds have.
    const calls = [path`/v1/${who.project.id}/jobs/${jobId}`, path`/v1/cloudimages/job/${jobId}`]
    const ask = async (url: string) =>
      (
        await send({
          name: `query job ${jobId}`,
          method: 'GET',
          url: image + url,
          token: who.token,
          schema: wireJob,
          signal,
        })
      ).data
    const askEither = async () => {
      const [first = '', second] = calls
      try {
        return await ask(first)
      } catch (error) {
        if (!second || !(error instanceof CloudFailure && isUnknownJob(error))) throw error
        const job = await ask(second)
        calls.shift()
        return job
      }
    }
    yield* watchJob({ ask: askEither, clock, poll, signal })
  }

  async function list(who: Identity, filter: Record<string, string>, signal?: AbortSignal) {
    const images = new Map<string, CloudImage>()
    let marker: string | undefined
    for (;;) {
      const query = new URLSearchParams({ ...filter, limit: String(IMAGE_PAGE) })
      if (marker !== undefined) query.set('marker', marker)
      const { data } = await send({
        name: 'list images',
        method: 'GET',
        url: `${image}/v2/cloudimages?${query}`,
        token: who.token,
        schema: imageList,
        signal,
      })
      const known = images.size
      for (const found of data.images) images.set(found.id, fromImsImage(found, who.project.id))
      // The list has no `next`: a short page is the last; one that brings nothing new would never end.
      if (data.images.length < IMAGE_PAGE || images.size === known) return [...images.values()]
      marker = data.images.at(-1)?.id
    }
  }

  async function* change(
    method: 'POST' | 'DELETE' | 'PUT',
    who: Identity,
    body: MemberBatch | MemberUpdate,
    { signal, check }: ChangeOptions = {},
  ): AsyncIterable<BatchEvent> {
    check?.()
    // Without the signal: once sent, a change is waited for, so that its job's ID is not lost.
    const { data, requestId } = await send({
      name: `${DOING[method]} ${body.images.length} images`,
      method,
      url: image + MEMBERS,
      token: who.token,
      body,
      schema: jobAccepted,
    })
    yield { kind: 'accepted', cloudJobId: data.job_id, requestId }
    yield* follow(who, data.job_id, signal)
  }

  return {
    capabilities: {
      ...(o.limits ?? LIMITS),
      batch: BATCH,
      grantsPerKey: MAX_GRANTS,
      sendsSinglePairs: false,
      tellsAge: true,
      calls: {
        share: { method: 'POST', path: MEMBERS },
        unshare: { method: 'DELETE', path: MEMBERS },
        accept: { method: 'PUT', path: MEMBERS },
        reject: { method: 'PUT', path: MEMBERS },
      },
    },

    ...keystone,

    // By owner: a query for private images loses them as soon as they are shared.
    listImages: (who, signal) => list(who, { owner: who.project.id }, signal),

    listReceived: (who, signal) =>
      readReceived(who, (answer) => list(who, { visibility: 'shared', member_status: answer }, signal)),

    showImage: async (who, id, signal) => {
      const { data } = await send({
        name: `show image ${id}`,
        method: 'GET',
        url: image + path`/v2/images/${id}`,
        token: who.token,
        schema: wireImage,
        signal,
      })
      return fromImsImage(data, who.project.id)
    },

    listMembers: async (who, id, signal) =>
      (
        await send({
          name: `list members of image ${id}`,
          method: 'GET',
          url: image + path`/v2/images/${id}/members`,
          token: who.token,
          schema: memberList,
          signal,
        })
      ).data.members,

    ...keys,
    share: (who, { images, projects }, how) => change('POST', who, { images, projects }, how),
    unshare: (who, batch, how) => change('DELETE', who, batch, how),
    answer: (who, { images, status, vaultId }, how) => {
      const vault = vaultId !== undefined && { vault_id: vaultId }
      return change('PUT', who, { images, project_id: who.project.id, status, ...vault }, how)
    },
    follow: (who, _batch, cloudJobId, signal) => follow(who, cloudJobId, signal),
  }
}
