import type { ShareList } from '#contract/plan'
import type { Identity } from '../cloud/driver.ts'
import { throwIfTokenRefused } from '../cloud/read-members.ts'
import type { OwnImages } from './own-images.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Which recipients the images have, or which images the projects have: one of the lists is empty. Throws `CloudFailure`
 * when the images cannot be listed or the token is refused.
 */
export async function findShares(
  { ownImages, snapshot }: { ownImages: OwnImages; snapshot: Snapshot },
  who: Identity,
  { images, projects }: { images: readonly string[]; projects: readonly string[] },
  signal?: AbortSignal,
): Promise<ShareList> {
  const asked = new Set(images.map((id) => id.toLowerCase()))
  const wanted = new Set(projects)
  const ids = (await ownImages.list(who))
    .filter(({ id, isShared }) => (asked.size > 0 ? asked.has(id) : isShared))
    .map(({ id }) => id)
  const readings = await snapshot.read(who, ids, { from: 'snapshot', signal })
  throwIfTokenRefused(readings)
  const found: ShareList = { images: [], projects: [], unread: [] }
  const recipients = new Set<string>()
  for (const [at, id] of ids.entries()) {
    const members = readings[at]
    if (!members || 'failure' in members) {
      found.unread.push(id)
      continue
    }
    const has = [...members.byProject.keys()].filter((project) => wanted.size === 0 || wanted.has(project))
    if (has.length > 0) found.images.push(id)
    for (const project of has) recipients.add(project)
  }
  return { ...found, projects: [...recipients] }
}
