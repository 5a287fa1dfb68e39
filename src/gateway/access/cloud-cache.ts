import type { ReceivedImage } from '#contract/received'
import { type AbsentProjects, createAbsentProjects } from '../cloud/absent-projects.ts'
import type { Clock, Driver, Identity } from '../cloud/driver.ts'
import { createMemo, LIST_MS } from '../cloud/memo.ts'
import { type KeyReading, readKey } from '../cloud/read-key.ts'
import type { Store } from '../store/database.ts'
import { type CountedImages, createCountedImages } from './counted-images.ts'
import { createKnownRecipients, type KnownRecipients } from './known-recipients.ts'
import type { OwnImages } from './own-images.ts'
import { createSharedSince } from './shared-since.ts'
import type { Snapshot } from './snapshot.ts'

/** Cached reads of the cloud, for screens and for names. Every read throws `CloudFailure` when the cloud refuses. */
export type CloudCache = CountedImages &
  Pick<OwnImages, 'encrypted' | 'requireOwn' | 'describe' | 'facts'> & {
    /** Images of others that are shared with the project, newest first. */
    received(who: Identity): Promise<ReceivedImage[]>
    /** Since when these of the received images are shared with the project, where the cloud tells, in ms since 1970. */
    sharedSince(
      who: Identity,
      imageIds: readonly string[],
      signal?: AbortSignal,
    ): Promise<Map<string, number>>
    recipients: KnownRecipients
    /** Those of the projects that there are not, as far as the cloud tells. */
    absent: AbsentProjects
    /** A key and who may use it, as read not long ago. */
    key(who: Identity, keyId: string): Promise<KeyReading>
    /** Forgets the project's lists of images and these keys, because a job changed them or somebody wants to know exactly. */
    forget(projectId: string, keyIds?: readonly string[]): void
  }

/** While a share is put together its plan is made again and again; before it is sent keys are read afresh. */
const KEYS_MS = 15_000

/** Keeps what was read of the cloud, for each project; members are in the snapshot. */
export function createCloudCache(o: {
  driver: Driver
  clock: Clock
  store: Store
  ownImages: OwnImages
  access: Snapshot
}): CloudCache {
  const { driver, clock, ownImages } = o
  const received = createMemo<ReceivedImage[]>(clock, LIST_MS)
  const keys = createMemo<KeyReading>(clock, KEYS_MS)
  const readReceived = (who: Identity) =>
    received.get(who.project.id, async () =>
      // What stands in the way of sharing it on, and the like, is its owner's affair.
      (await driver.listReceived(who)).map(
        ({ isShared: _, becomesShared: __, obstacle: ___, ...image }) => image,
      ),
    )
  return {
    ...createCountedImages({ ...o, snapshot: o.access }),
    encrypted: ownImages.encrypted,
    requireOwn: ownImages.requireOwn,
    describe: ownImages.describe,
    facts: ownImages.facts,
    received: readReceived,
    sharedSince: createSharedSince({ driver, clock, received: readReceived }),
    recipients: createKnownRecipients(o),
    absent: createAbsentProjects(o),
    key: (who, id) => keys.get(`${who.project.id} ${id}`, () => readKey(driver, who, id)),
    forget(projectId, keyIds = []) {
      ownImages.forget(projectId)
      received.forget(projectId)
      for (const id of keyIds) keys.forget(`${projectId} ${id}`)
    },
  }
}
