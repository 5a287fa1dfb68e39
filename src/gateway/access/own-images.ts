import pMap from 'p-map'
import type { Image } from '#contract/image'
import { type Clock, CloudFailure, type CloudImage, type Driver, type Identity } from '../cloud/driver.ts'
import { NOT_COUNTED, toImage } from '../cloud/image-facts.ts'
import { createMemo, LIST_MS, NAMES_MS } from '../cloud/memo.ts'

/** What the cloud tells of images, their members aside. Image IDs are in lower case. Everything throws `CloudFailure`. */
export type OwnImages = {
  /** The project's own images, newest first. */
  list(who: Identity): Promise<CloudImage[]>
  /** Those that are encrypted, with their keys. */
  encrypted(who: Identity): Promise<{ id: string; keyId: string }[]>
  /**
   * Refuses with 404 `IMG.0027` a new set with more than a few images that are not the project's own: each of them is
   * looked at by itself, and none can be shared. A stored job has passed; its images may be gone since.
   */
  requireOwn(who: Identity, imageIds: readonly string[]): Promise<void>
  /** Names of images, own or not; null: the cloud knows no such image. */
  describe(
    who: Identity,
    imageIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<Map<string, { name: string } | null>>
  /** What is known of images, own or not; null: not visible. */
  facts(who: Identity, imageIds: readonly string[], signal?: AbortSignal): Promise<Map<string, Image | null>>
  /** Which of the images the project owns, as far as the cloud tells. An image stays with its owner. Never throws `CloudFailure`. */
  owned(who: Identity, imageIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Forgets the list, because a job changes it or somebody wants to know it exactly. */
  forget(projectId: string): void
}

/** Images looked at by themselves at a time: only few are not in the list. */
const PARALLEL = 8
/** Images looked at by themselves for one request: some that were made a moment ago, or a slip. */
const MAX_OTHERS = 100

/** Keeps the list of a project's images for a moment, and their names for longer. */
export function createOwnImages({ driver, clock }: { driver: Driver; clock: Clock }): OwnImages {
  const lists = createMemo<CloudImage[]>(clock, LIST_MS)
  const names = createMemo<Map<string, string>>(clock, NAMES_MS)
  /** Of images that are not in the list that the names are from. */
  const newer = createMemo<boolean>(clock, NAMES_MS)

  const list = (who: Identity) => lists.get(who.project.id, () => driver.listImages(who))
  const namesOf = (who: Identity) =>
    names.get(who.project.id, async () => new Map((await list(who)).map(({ id, name }) => [id, name])))

  const isOwner = (who: Identity, id: string) =>
    newer.get(
      `${who.project.id} ${id}`,
      async () => (await driver.showImage(who, id)).owner === who.project.id,
    )

  const facts = { limits: driver.capabilities, recipients: NOT_COUNTED, hasDefaultKey: false }
  const one = async (who: Identity, id: string): Promise<CloudImage | null> => {
    try {
      return await driver.showImage(who, id)
    } catch (error) {
      if (error instanceof CloudFailure && error.status !== 401) return null
      throw error
    }
  }

  return {
    list,
    encrypted: async (who) => (await list(who)).flatMap(({ id, keyId }) => (keyId ? [{ id, keyId }] : [])),

    async requireOwn(who, imageIds) {
      const named = await namesOf(who)
      if (imageIds.filter((id) => !named.has(id)).length <= MAX_OTHERS) return
      // The names may be from a while ago.
      const own = new Set((await list(who)).map(({ id }) => id))
      const others = imageIds.filter((id) => !own.has(id))
      if (others.length > MAX_OTHERS)
        throw new CloudFailure(
          'look at images',
          404,
          'IMG.0027',
          `${others.length} of the images are not this project’s, such as ${others[0]}. Nothing was stored or sent.`,
        )
    },

    async describe(who, imageIds, signal) {
      const own = await namesOf(who)
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
        { concurrency: PARALLEL, signal },
      )
      const failure = found.find((entry) => entry.failure)?.failure
      if (failure && found.every((entry) => entry.image === null)) throw failure
      // An image that could not be looked at for another reason exists as far as anybody knows.
      return new Map(found.map(({ id, image, failure }) => [id, failure ? { name: '' } : image]))
    },

    async facts(who, imageIds, signal) {
      const own = new Map((await list(who)).map((image) => [image.id, image]))
      const found = await pMap(
        imageIds,
        async (id): Promise<[string, Image | null]> => {
          const image = own.get(id) ?? (await one(who, id))
          return [id, image && toImage(image, facts)]
        },
        { concurrency: PARALLEL, signal },
      )
      return new Map(found)
    },

    async owned(who, imageIds) {
      try {
        const own = await namesOf(who)
        const owned = await pMap(
          imageIds,
          async (id) => own.has(id) || (await isOwner(who, id).catch(ifRefused(false))),
          {
            concurrency: PARALLEL,
          },
        )
        return new Set(imageIds.filter((_, at) => owned[at]))
      } catch (error) {
        return ifRefused(new Set<string>())(error)
      }
    },

    forget: (projectId) => lists.forget(projectId),
  }
}

/** For `catch`: this in place of what the cloud does not tell. */
const ifRefused =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof CloudFailure) return instead
    throw error
  }
