import pMap from 'p-map'
import type { Image } from '#contract/image'
import type { ReceivedImage } from '#contract/received'
import type { Recipient } from '#contract/recipient'
import { isEnterable } from '#ims/identity'
import { type AbsentProjects, createAbsentProjects } from '../cloud/absent-projects.ts'
import { type Clock, CloudFailure, type CloudImage, type Driver, type Identity } from '../cloud/driver.ts'
import { toImage } from '../cloud/image-facts.ts'
import { createMemo } from '../cloud/memo.ts'
import { type KeyReading, readKey } from '../cloud/read-key.ts'
import { type Members, readImageMembers } from '../cloud/read-members.ts'
import type { Store } from '../store/database.ts'

/** Cached reads of the cloud, for screens and for names. Every read throws `CloudFailure` when the cloud refuses. */
export type CloudCache = {
  /**
   * The project's own images, newest first, with their sharing facts. Members of shared ones are counted and the keys
   * of encrypted ones looked at: what takes longer than a moment goes on by itself, and is there when the images are
   * asked for again.
   */
  images(who: Identity): Promise<Image[]>
  /** The project's own encrypted images with their keys, from the list alone: nothing is counted for it. */
  encrypted(who: Identity): Promise<{ id: string; keyId: string }[]>
  /** Whether members or keys of the project's images are still being read. */
  isCounting(projectId: string): boolean
  /** Images of others that are shared with the project, newest first. */
  received(who: Identity): Promise<ReceivedImage[]>
  /** The user's other projects, the recipient book, and the recipients of earlier jobs; never the own project. */
  recipients(who: Identity): Promise<Recipient[]>
  /** Those of the projects that there are not, as far as the cloud tells. */
  absent: AbsentProjects
  /** Names of images (IDs in lower case), own or not; null: the cloud knows no such image. */
  describe(who: Identity, imageIds: readonly string[]): Promise<Map<string, { name: string } | null>>
  /** What is known of images (IDs in lower case), own or not, without counting members; null: not visible. */
  facts(who: Identity, imageIds: readonly string[]): Promise<Map<string, Image | null>>
  /** Who has an image, as read not long ago; throws when the token is refused. */
  members(who: Identity, imageId: string): Promise<Members>
  /** A key and who may use it, as read not long ago. */
  key(who: Identity, keyId: string): Promise<KeyReading>
  /** Forgets images with their members and keys, because a job changed them or somebody wants to know it exactly. */
  forget(projectId: string, imageIds: readonly string[], keyIds?: readonly string[]): void
}

/** How long a list read from the cloud is shown again without asking. */
const LIST_MS = 15_000
/** Names change rarely, and a submission must not wait for a long list: an image that is newer is asked for by itself. */
const NAMES_MS = 5 * 60_000
const COUNTS_MS = 60_000
/** How long a list of images waits for its members to be counted. */
const COUNTING_MS = 1000
/** While a share is put together its plan is made again and again; before it is sent everything is read afresh. */
const PLAN_MS = 15_000
/** Reads at a time: more of them only add latency. */
const PARALLEL = 8

const UNKNOWN = {
  name: '',
  accountId: '',
  owner: '',
  notes: '',
  groups: [],
  firstUsedAt: null,
  lastUsedAt: null,
}

/** Keeps what was read of the cloud, for each project. */
export function createCloudCache({
  driver,
  clock,
  store,
}: {
  driver: Driver
  clock: Clock
  store: Store
}): CloudCache {
  const lists = createMemo<CloudImage[]>(clock, LIST_MS)
  const received = createMemo<ReceivedImage[]>(clock, LIST_MS)
  const names = createMemo<Map<string, string>>(clock, NAMES_MS)
  const projects = createMemo<Recipient[]>(clock, LIST_MS)
  const counts = createMemo<number>(clock, COUNTS_MS)
  /** Which keys are default ones: they never change. */
  const defaults = createMemo<boolean>(clock, NAMES_MS)
  const members = createMemo<Members>(clock, PLAN_MS)
  const keys = createMemo<KeyReading>(clock, PLAN_MS)

  const listImages = (who: Identity) => lists.get(who.project.id, () => driver.listImages(who))

  const countKey = (projectId: string, image: CloudImage) => `${projectId} ${image.id}`
  const counting = new Map<string, Promise<void>>()

  /**
   * Counts the members of shared images and looks at the keys of encrypted ones, once at a time for a project. What
   * cannot be read is left out: one image must not hide all others.
   */
  const readMore = (who: Identity, images: readonly CloudImage[]): Promise<void> => {
    const projectId = who.project.id
    const underWay = counting.get(projectId)
    if (underWay) return underWay
    const countOne = (image: CloudImage) =>
      counts.get(countKey(projectId, image), async () => (await driver.listMembers(who, image.id)).length)
    const lookAt = (keyId: string) =>
      defaults.get(`${projectId} ${keyId}`, async () => (await driver.showKey(who, keyId)).isDefault)
    const keyIds = driver.capabilities.grantsPerKey === null ? [] : keysOf(images)
    const reads: (() => Promise<unknown>)[] = [
      ...keyIds.map((id) => () => lookAt(id)),
      ...images.filter((image) => image.isShared).map((image) => () => countOne(image)),
    ]
    const all = pMap(
      reads,
      async (read) => {
        await read().catch((error) => {
          if (!(error instanceof CloudFailure) || error.status === 401) throw error
        })
      },
      { concurrency: PARALLEL },
    )
      .then(() => {})
      .finally(() => counting.delete(projectId))
    counting.set(projectId, all)
    return all
  }

  /** Projects of the user's account; a role that may not list them is no error. */
  const accountProjects = (who: Identity) =>
    projects.get(`${who.user.id} ${who.project.id}`, async () => {
      const found = await driver.listProjects(who).catch((error) => {
        if (error instanceof CloudFailure && (error.status === 403 || error.status === 404)) return []
        throw error
      })
      return found
        .filter((project) => isEnterable(project) && project.id !== who.project.id)
        .map(({ id, name, domain_id }) => ({
          ...{ ...UNKNOWN, id, name, accountId: domain_id ?? '' },
          sources: ['account' as const],
        }))
    })

  return {
    async images(who) {
      const own = await listImages(who)
      const enough = new AbortController()
      // Who waits no longer is told nothing of a failure: the next one to ask is.
      const wait = clock.sleep(COUNTING_MS, enough.signal)
      await Promise.race([readMore(who, own), wait]).finally(() => enough.abort())
      return own.map((image) =>
        toImage(image, {
          limits: driver.capabilities,
          recipients: image.isShared ? (counts.peek(countKey(who.project.id, image)) ?? null) : 0,
          hasDefaultKey: defaults.peek(`${who.project.id} ${image.keyId}`) ?? false,
        }),
      )
    },

    encrypted: async (who) =>
      (await listImages(who)).flatMap(({ id, keyId }) => (keyId ? [{ id, keyId }] : [])),

    received: (who) =>
      received.get(who.project.id, async () =>
        // What stands in the way of sharing it on, and the like, is its owner's affair.
        (await driver.listReceived(who)).map(
          ({ isShared: _, becomesShared: __, obstacle: ___, ...image }) => image,
        ),
      ),

    isCounting: (projectId) => counting.has(projectId),

    async recipients(who) {
      const known = new Map<string, Recipient>()
      for (const recipient of await accountProjects(who)) known.set(recipient.id, recipient)
      for (const entry of await store.book.all(who.project.id)) {
        const mine = known.get(entry.id)
        known.set(entry.id, {
          ...(mine ?? UNKNOWN),
          ...entry,
          name: entry.name || mine?.name || '',
          accountId: entry.accountId || mine?.accountId || '',
          sources: [...(mine?.sources ?? []), 'book'],
        })
      }
      for (const { id, name, firstUsedAt, lastUsedAt } of await store.recipients.earlier(who.project.id)) {
        const mine = known.get(id)
        known.set(id, {
          ...(mine ?? { ...UNKNOWN, id }),
          name: mine?.name || name,
          sources: [...(mine?.sources ?? []), 'history'],
          firstUsedAt,
          lastUsedAt,
        })
      }
      known.delete(who.project.id)
      return [...known.values()]
    },

    absent: createAbsentProjects({ driver, clock }),

    async describe(who, imageIds) {
      const own = await names.get(
        who.project.id,
        async () => new Map((await listImages(who)).map((image) => [image.id, image.name])),
      )
      const found = await pMap(
        imageIds,
        async (id) => {
          const name = own.get(id)
          if (name !== undefined) return { id, image: { name } }
          try {
            return { id, image: { name: (await driver.showImage(who, id)).name } }
          } catch (error) {
            if (!(error instanceof CloudFailure) || error.status === 401) throw error
            return { id, image: null, failure: error.status === 404 ? null : error }
          }
        },
        { concurrency: PARALLEL },
      )
      const failure = found.find((entry) => entry.failure)?.failure
      if (failure && found.every((entry) => entry.image === null)) throw failure
      // An image that could not be looked at for another reason exists as far as anybody knows.
      return new Map(found.map(({ id, image, failure }) => [id, failure ? { name: '' } : image]))
    },

    async facts(who, imageIds) {
      const own = new Map((await listImages(who)).map((image) => [image.id, image]))
      const found = await pMap(
        imageIds,
        async (id): Promise<[string, Image | null]> => {
          const image = own.get(id) ?? (await showIfVisible(driver, who, id))
          const facts = { limits: driver.capabilities, recipients: null, hasDefaultKey: false }
          return [id, image && toImage(image, facts)]
        },
        { concurrency: PARALLEL },
      )
      return new Map(found)
    },

    members: (who, id) =>
      members.get(`${who.project.id} ${id}`, async () => {
        const reading = await readImageMembers({ driver, clock, who }, id)
        // A refused token says nothing of the image, and concerns nobody else.
        if ('failure' in reading && reading.failure.status === 401) throw reading.failure
        return reading
      }),

    key: (who, id) => keys.get(`${who.project.id} ${id}`, () => readKey(driver, who, id)),

    forget(projectId, imageIds, keyIds = []) {
      lists.forget(projectId)
      received.forget(projectId)
      for (const memo of [counts, members]) for (const id of imageIds) memo.forget(`${projectId} ${id}`)
      for (const id of keyIds) keys.forget(`${projectId} ${id}`)
    },
  }
}

const keysOf = (images: readonly CloudImage[]) => [...new Set(images.flatMap((image) => image.keyId ?? []))]

async function showIfVisible(driver: Driver, who: Identity, id: string): Promise<CloudImage | null> {
  try {
    return await driver.showImage(who, id)
  } catch (error) {
    if (error instanceof CloudFailure && error.status !== 401) return null
    throw error
  }
}
