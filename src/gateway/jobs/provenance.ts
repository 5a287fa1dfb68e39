import type { Provenance } from '#contract/access'
import type { Snapshot } from '../access/snapshot.ts'
import type { Identity } from '../cloud/driver.ts'
import type { JobStore } from '../store/history/jobs.ts'
import { sharedBy } from './undo/wishes.ts'

/** One image, one project, or one pair. */
type Asked = { images: readonly string[]; projects: readonly string[] }

/**
 * Through which job each pair that is shared now came to be. Whether it is shared is what is known of its image; nothing is
 * read from the cloud for it.
 */
export async function provenanceOf(
  { store, access }: { store: { jobs: JobStore }; access: Pick<Snapshot, 'known'> },
  who: Identity,
  { images: [image], projects: [project] }: Asked,
): Promise<Provenance> {
  if (image === undefined && project === undefined) return { jobs: [], pairs: [] }
  const asked = { image: image?.toLowerCase(), project }
  const histories = await store.jobs.histories(who.project.id, asked)
  const rows = await access.known(who, [...new Set(histories.map((history) => history.imageId))])
  const positions = new Map<string, number>()
  const found: Provenance = { jobs: [], pairs: [] }
  for (const { imageId, projectId, parts } of histories) {
    const member = rows.get(imageId)?.members?.byProject.get(projectId)
    const maker = member && sharedBy(parts, member.since)
    if (!maker) continue
    const { id, reason, user, createdAt } = maker.job
    let job = positions.get(id)
    if (job === undefined) {
      job = found.jobs.push({ id, reason, user, createdAt }) - 1
      positions.set(id, job)
    }
    found.pairs.push({ image: imageId, project: projectId, job, at: maker.readAt })
  }
  return found
}
