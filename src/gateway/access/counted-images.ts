import pMap from 'p-map'
import type { Image } from '#contract/image'
import { type Clock, CloudFailure, type CloudImage, type Driver, type Identity } from '../cloud/driver.ts'
import { NOT_COUNTED, toImage } from '../cloud/image-facts.ts'
import { createMemo, NAMES_MS } from '../cloud/memo.ts'
import { throwIfTokenRefused } from '../cloud/read-members.ts'
import type { OwnImages } from './own-images.ts'
import { askerOf } from './read-rights.ts'
import { isFresh, type MemberCount, type Snapshot } from './snapshot.ts'

/** The project's own images as screens show them. */
export type CountedImages = {
  /**
   * Own images, newest first, with their sharing facts: what the snapshot has of their members and, of encrypted ones,
   * whether their key is a default one. What is to be read first and takes longer than a moment goes on by itself, and is
   * there when the images are asked for again. Throws `CloudFailure`.
   */
  images(who: Identity): Promise<Image[]>
  /** Whether members or keys are still being read for this user. */
  isCounting(who: Identity): boolean
}

/** How long a list of images waits for its members to be counted. */
const COUNTING_MS = 1000
/** How long members are read for somebody who does not ask again: the page does every few seconds. */
const PRESENT_MS = 20_000
/** Keys looked at at a time. */
const PARALLEL = 8

/** Somebody who looks at the images. */
type Viewer = { askedAt: number; reading: Promise<void> | null }

export function createCountedImages(o: {
  driver: Driver
  clock: Clock
  ownImages: OwnImages
  snapshot: Snapshot
}): CountedImages {
  const { driver, clock, ownImages, snapshot } = o
  /** Which keys are default ones: they never change. */
  const defaults = createMemo<boolean>(clock, NAMES_MS)
  const viewers = new Map<string, Viewer>()
  const keyOf = ({ project }: Identity, keyId: string | null) => `${project.id} ${keyId}`

  const readKeys = async (who: Identity, images: readonly CloudImage[]) => {
    if (driver.capabilities.grantsPerKey === null) return
    const look = (id: string) =>
      defaults
        .get(keyOf(who, id), async () => (await driver.showKey(who, id)).isDefault)
        .catch((error) => {
          if (!(error instanceof CloudFailure) || error.status === 401) throw error
        })
    await pMap(new Set(images.flatMap(({ keyId }) => keyId ?? [])), look, { concurrency: PARALLEL })
  }

  /** Reads what is not known of late, with the viewer's own token, until nobody has asked for it for a while. */
  const readMembers = async (who: Identity, images: readonly CloudImage[], viewer: Viewer) => {
    const shared = images.filter(({ isShared }) => isShared).map(({ id }) => id)
    const known = await snapshot.count(who, shared)
    const outdated = shared.filter(
      (id) => !isFresh(known.get(id)?.at ?? Number.NEGATIVE_INFINITY, clock.now()),
    )
    const gone = new AbortController()
    const onRead = () => {
      if (clock.now() - viewer.askedAt > PRESENT_MS) gone.abort()
    }
    try {
      const how = { from: 'cloud', signal: gone.signal, onRead, background: true } as const
      throwIfTokenRefused(await snapshot.read(who, outdated, how))
    } catch (error) {
      if (!gone.signal.aborted) throw error
    }
  }

  /** Once at a time for each viewer. What cannot be read is left out: one image must not hide all others. */
  const readMore = (who: Identity, images: readonly CloudImage[]): Promise<void> => {
    const asker = askerOf(who)
    const viewer = viewers.get(asker) ?? { askedAt: 0, reading: null }
    viewer.askedAt = clock.now()
    viewers.set(asker, viewer)
    viewer.reading ??= Promise.all([readKeys(who, images), readMembers(who, images, viewer)])
      .then(() => {})
      .finally(() => viewers.delete(asker))
    return viewer.reading
  }

  return {
    async images(who) {
      const own = await ownImages.list(who)
      const enough = new AbortController()
      // A caller that has stopped waiting is not told of a failure; the next one is.
      const wait = clock.sleep(COUNTING_MS, enough.signal)
      await Promise.race([readMore(who, own), wait]).finally(() => enough.abort())
      const counts = await snapshot.count(
        who,
        own.map(({ id }) => id),
      )
      return own.map((image) => {
        return toImage(image, {
          limits: driver.capabilities,
          recipients: image.isShared ? toRecipients(counts.get(image.id)) : NEVER_SHARED,
          hasDefaultKey: defaults.peek(keyOf(who, image.keyId)) ?? false,
        })
      })
    },

    isCounting: (who) => viewers.has(askerOf(who)),
  }
}

const NEVER_SHARED = { recipients: 0, recipientsReadAt: null, recipientsProblem: null }

function toRecipients(count: MemberCount | undefined) {
  if (!count) return NOT_COUNTED
  const { members, at, problem } = count
  return {
    recipients: members,
    recipientsReadAt: at,
    recipientsProblem: problem && { code: problem.code, message: problem.message },
  }
}
