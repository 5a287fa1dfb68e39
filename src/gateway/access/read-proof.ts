import { MAX_NAMED, type Proof } from '#contract/proof'
import type { Clock, Identity } from '../cloud/driver.ts'
import { throwIfTokenRefused } from '../cloud/read-members.ts'
import type { OwnImages } from './own-images.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * What projects have, by the members of all of the user's images that may have some: read from the cloud, beginning now.
 * Throws `CloudFailure` when the images cannot be listed or the token is refused.
 */
export async function readProof(
  { ownImages, snapshot, clock }: { ownImages: OwnImages; snapshot: Snapshot; clock: Clock },
  who: Identity,
  projects: readonly string[],
  signal?: AbortSignal,
): Promise<Omit<Proof, 'user'>> {
  const at = clock.now()
  ownImages.forget(who.project.id)
  const images = (await ownImages.list(who)).filter(({ isShared }) => isShared)
  const readings = await snapshot.read(
    who,
    images.map(({ id }) => id),
    { from: 'cloud', signal },
  )
  throwIfTokenRefused(readings)
  const left: Proof['left'] = []
  const unread: Proof['unread'] = []
  for (const [n, { id, name }] of images.entries()) {
    const members = readings[n]
    if (!members || 'failure' in members) {
      unread.push({ id, name })
      continue
    }
    const has = projects.filter((project) => members.byProject.has(project))
    if (has.length > 0) left.push({ image: { id, name }, projects: has })
  }
  return {
    at,
    images: images.length - unread.length,
    leftPairs: left.reduce((sum, { projects: has }) => sum + has.length, 0),
    left: left.slice(0, MAX_NAMED),
    unreadImages: unread.length,
    unread: unread.slice(0, MAX_NAMED),
  }
}
