import type { JobAction } from '#contract/job'
import { isAnswer } from '#contract/job'
import type { ShareList } from '#contract/plan'
import type { Proof } from '#contract/proof'
import type { Clock, Driver, Identity } from '../cloud/driver.ts'
import { type Members, readOwnAnswers } from '../cloud/read-members.ts'
import type { MemberStore } from '../store/members.ts'
import { type AccessRows, createAccessRows } from './access-rows.ts'
import { findShares } from './find-shares.ts'
import type { OwnImages } from './own-images.ts'
import { readProof } from './read-proof.ts'
import { createSnapshot, type ReadHow, type Snapshot } from './snapshot.ts'

/** Who can use what: the one way to members of images. */
export type Access = Snapshot &
  AccessRows & {
    /** What a job of this kind is measured by, from the cloud: the members of images as their owner, or as a recipient, sees them. */
    readFor(
      action: JobAction,
      who: Identity,
      imageIds: readonly string[],
      signal?: AbortSignal,
    ): Promise<Members[]>
    /** Which recipients the images have, or which images the projects have: one of the lists is empty. */
    findShares(
      who: Identity,
      of: { images: readonly string[]; projects: readonly string[] },
      signal?: AbortSignal,
    ): Promise<ShareList>
    /** What projects have now, by the members of all images. */
    readProof(who: Identity, projects: readonly string[], signal?: AbortSignal): Promise<Omit<Proof, 'user'>>
  }

export type { ReadHow }

/** Access over one cloud and one store. A gateway has one, as all reads of members share its pace. */
export function createAccess(o: {
  driver: Driver
  clock: Clock
  store: { members: MemberStore }
  ownImages: OwnImages
}): Access {
  const snapshot = createSnapshot({ ...o, store: o.store.members })
  return {
    ...snapshot,
    ...createAccessRows({ ...o, snapshot }),
    readFor: (action, who, imageIds, signal) =>
      isAnswer(action)
        ? readOwnAnswers(o, who, imageIds, signal)
        : snapshot.read(who, imageIds, { from: 'cloud', signal }),
    findShares: (who, of, signal) => findShares({ ...o, snapshot }, who, of, signal),
    readProof: (who, projects, signal) => readProof({ ...o, snapshot }, who, projects, signal),
  }
}
