import pMap, { pMapIterable } from 'p-map'
import type { Clock, CloudFailure, Driver, Identity } from '../cloud/driver.ts'
import { MAX_WIDTH } from '../cloud/pace.ts'
import { createMemberReader, type Members, throwIfTokenRefused } from '../cloud/read-members.ts'
import type { MemberStore, MembersRow } from '../store/members.ts'
import type { OwnImages } from './own-images.ts'
import { type Asker, askerOf, createReadRights } from './read-rights.ts'

/**
 * How members are read. `snapshot`: what was read a short time ago by anybody, where the cloud has let this user read it,
 * and all else from the cloud; `cloud`: everything from the cloud, beginning now. `onRead` hears of each image.
 * `background`: all other reads come first.
 */
export type ReadHow = {
  from: 'snapshot' | 'cloud'
  signal?: AbortSignal | undefined
  onRead?(imageId: string): void
  background?: boolean
}

/** How many members an image has (null: not known to this user), as of when, and what went wrong with a later read. */
export type MemberCount = { members: number | null; at: number | null; problem: CloudFailure | null }

/** What is known of an image: its members as they were at some time, and what went wrong with a later read. */
export type KnownRow = { members: MembersRow | null; problem: CloudFailure | null }

/** The console's snapshot of members, which every read of an owner lands in. Image IDs are in lower case. */
export type Snapshot = {
  /**
   * The members of each image, in the order asked for; a failure concerns its image alone, but a refused token (401) is
   * not asked with again. Rejects once the signal is aborted, when nothing is under way any more.
   */
  read(who: Identity, imageIds: readonly string[], how: ReadHow): Promise<Members[]>
  /**
   * Reads images in the background, and yields each once it is read, in any order; one that somebody has read within
   * `maxAge` ms, where the cloud lets this user read it, is taken as it is. Throws the failure of a refused token.
   */
  readEach(
    who: Identity,
    imageIds: readonly string[],
    how: { maxAge: number; signal: AbortSignal; background: boolean },
  ): AsyncIterable<{ id: string; members: Members }>
  /** The members of images as far as the cloud has let this user read them, whenever that was. Asks no cloud. */
  known(who: Identity, imageIds: readonly string[]): Promise<Map<string, KnownRow>>
  /** The same, as mere numbers. */
  count(who: Identity, imageIds: readonly string[]): Promise<Map<string, MemberCount>>
}

/** How long members are taken for those of now while a screen or a first plan is made of them. */
const FRESH_MS = 60_000
const DAY_MS = 24 * 3_600_000
/** How long an image that nobody reads stays in the snapshot. */
const KEPT_MS = 30 * DAY_MS

export const isFresh = (at: number, now: number) => Math.abs(now - at) < FRESH_MS

/** A snapshot in the store, read at the pace of the cloud. */
export function createSnapshot(o: {
  driver: Driver
  clock: Clock
  store: MemberStore
  ownImages: Pick<OwnImages, 'owned'>
}): Snapshot {
  const { clock, store, ownImages } = o
  const readCloud = createMemberReader(o)
  const rights = createReadRights(clock)
  let sweptAt = Number.NEGATIVE_INFINITY

  const sweepDaily = async () => {
    const now = clock.now()
    if (now - sweptAt < DAY_MS) return
    sweptAt = now
    await store.sweep(now - KEPT_MS)
  }

  /** Rows that the cloud lets this user read, and that are no older than this, in ms. */
  const findRows = async (
    who: Identity,
    asker: Asker,
    imageIds: readonly string[],
    maxAge = Number.POSITIVE_INFINITY,
  ) => {
    const allowed = imageIds.filter((id) => rights.mayRead(asker, id))
    const rows = await store.find(who.project.id, allowed)
    // A refusal may have come meanwhile.
    for (const [id, { at }] of rows)
      if (Math.abs(clock.now() - at) >= maxAge || !rights.mayRead(asker, id)) rows.delete(id)
    return rows
  }

  /** Reads one image, and keeps what it has been told when the reader owns it: to others members show only themselves. */
  const readOne = async (who: Identity, imageId: string, { isOwner, check, ...how }: ReadOne) => {
    const key = { ownerProject: who.project.id, imageId }
    let begun: { right: number; number: number; at: number } | undefined
    const members = await readCloud(who, imageId, {
      ...how,
      async onBegin(at) {
        check()
        const number = isOwner ? await store.beginRead(key, at) : 0
        begun = { right: rights.begin(), number, at }
      },
    })
    if (!begun) return members
    rights.learn(askerOf(who), { number: begun.right, imageId, members })
    if (isOwner && !('failure' in members))
      await store.keepRead(key, { ...begun, byProject: members.byProject })
    // It is gone. A 403 is its reader's own affair.
    else if (isOwner && isGone(members)) await store.keepRead(key, { ...begun, byProject: null })
    return members
  }

  return {
    async read(who, imageIds, { from, onRead, ...how }) {
      how.signal?.throwIfAborted()
      await sweepDaily()
      const owned = await ownImages.owned(who, imageIds)
      const rows: ReadonlyMap<string, Members> =
        from === 'snapshot' ? await findRows(who, askerOf(who), [...owned], FRESH_MS) : new Map()
      let refusal: CloudFailure | null = null
      const check = () => {
        if (refusal) throw refusal
      }
      const read = async (id: string): Promise<Members> => {
        const members = rows.get(id) ?? (await readOne(who, id, { ...how, isOwner: owned.has(id), check }))
        if ('failure' in members && members.failure.status === 401) refusal = members.failure
        onRead?.(id)
        return members
      }
      return pMap(imageIds, read, { concurrency: MAX_WIDTH, stopOnError: false })
    },

    async *readEach(who, imageIds, { maxAge, signal, background }) {
      signal.throwIfAborted()
      await sweepDaily()
      const asker = askerOf(who)
      const owned = await ownImages.owned(who, imageIds)
      const readNow = async (id: string) => {
        const check = () => signal.throwIfAborted()
        return readOne(who, id, { signal, background, isOwner: owned.has(id), check })
      }
      const reads = pMapIterable(
        imageIds,
        async (id) => {
          const [row] = (await findRows(who, asker, [id], maxAge)).values()
          return { id, members: row ?? (await readNow(id)) }
        },
        // Waiting in line costs nothing, and answers come in the order in which the cloud gives them.
        { concurrency: MAX_WIDTH, preserveOrder: false },
      )
      for await (const read of reads) {
        throwIfTokenRefused([read.members])
        yield read
      }
    },

    async known(who, imageIds) {
      const asker = askerOf(who)
      const rows = await findRows(who, asker, imageIds)
      return new Map(
        imageIds.map((id): [string, KnownRow] => {
          const members = rows.get(id) ?? null
          const problem = rights.problemOf(asker, id)
          const isLater = problem && problem.at >= (members?.at ?? 0)
          return [id, { members, problem: isLater ? problem.failure : null }]
        }),
      )
    },

    async count(who, imageIds) {
      const asker = askerOf(who)
      const counts = await store.count(who.project.id)
      return new Map(
        imageIds.map((id): [string, MemberCount] => {
          const row = rights.mayRead(asker, id) ? counts.get(id) : undefined
          const problem = rights.problemOf(asker, id)
          return [
            id,
            {
              members: row?.members ?? null,
              at: row?.at ?? null,
              problem: problem && problem.at >= (row?.at ?? 0) ? problem.failure : null,
            },
          ]
        }),
      )
    },
  }
}

/** `check`: throws the failure of a token that was refused meanwhile. */
type ReadOne = Pick<ReadHow, 'signal' | 'background'> & { isOwner: boolean; check(): void }

const isGone = (members: Members) => 'failure' in members && members.failure.status === 404
