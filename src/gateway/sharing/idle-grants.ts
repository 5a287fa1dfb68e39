import type { IdleGrant } from '#contract/plan'
import type { Catalog } from '../catalog.ts'
import type { Credentials } from '../credentials.ts'
import { type Clock, CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'
import { readMembers } from '../read-members.ts'
import type { GrantStore } from '../store/grants.ts'
import type { RunJob } from '../store/runs.ts'

type Tools = { driver: Driver; clock: Clock; catalog: Catalog; grants: GrantStore }

/** Pairs that are, or are about to be, no shares any more: projects by image. */
export type Removed = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Grants of this console on the keys of these images, for accounts of the removed recipients, that no share needs
 * without the removed pairs. A recipient whose account nobody knows may need any grant, and an image whose members
 * cannot be read may have any recipient: then the grant stays.
 */
export async function findIdleGrants(tools: Tools, who: Identity, removed: Removed): Promise<IdleGrant[]> {
  const made = await tools.grants.made(who.project.id)
  if (made.length === 0) return []
  const own = (await tools.catalog.images(who)).filter((image) => image.keyId !== null)
  const keys = new Set(own.flatMap((image) => (removed.has(image.id) && image.keyId ? [image.keyId] : [])))
  const candidates = made.filter(({ keyId }) => keys.has(keyId))
  if (candidates.length === 0) return []
  const accounts = new Map((await tools.catalog.recipients(who)).map((known) => [known.id, known.accountId]))
  const images = own.filter((image) => image.keyId && keys.has(image.keyId))
  const members = await readMembers({ ...tools, who }, images.map(({ id }) => id)) // biome-ignore format: one line
  const needed = new Set<string>()
  const freed = new Map<string, Set<string>>()
  for (const [at, image] of images.entries()) {
    const keyId = image.keyId ?? ''
    const reading = members[at]
    if (!reading || 'failure' in reading) {
      needed.add(`${keyId} *`)
      continue
    }
    const gone = removed.get(image.id) ?? new Set()
    for (const project of gone) {
      const key = `${keyId} ${accounts.get(project) ?? ''}`
      freed.set(key, (freed.get(key) ?? new Set()).add(project))
    }
    for (const project of reading.byProject.keys())
      if (!gone.has(project)) needed.add(`${keyId} ${accounts.get(project) || '*'}`)
  }
  return candidates.flatMap((grant) => {
    const key = `${grant.keyId} ${grant.accountId}`
    const projects = freed.get(key)
    if (!projects || needed.has(key) || needed.has(`${grant.keyId} *`)) return []
    return [{ ...grant, projects: [...projects] }]
  })
}

/** Revokes what a stop has made idle. Best effort: a grant that cannot be revoked now stays on the record. */
export async function revokeIdleGrants(
  tools: Tools & { job: RunJob; credentials: Credentials },
): Promise<void> {
  const { job, driver, grants, catalog, credentials } = tools
  try {
    const who = await credentials.forProject(job.projectId)
    if (!who) return
    const removed = new Map(job.images.map((id) => [id, new Set(job.projects)]))
    for (const { keyId, grantId } of await findIdleGrants(tools, who, await stillGone(tools, who, removed))) {
      await driver.revokeGrant(who, keyId, grantId).catch(ignoreUnknownGrant)
      await grants.remove(job.projectId, grantId)
      catalog.forget(job.projectId, [], [keyId])
    }
  } catch (error) {
    if (!(error instanceof CloudFailure)) throw error
  }
}

/** One that is not there any more was revoked by somebody else: it must not stand in the way of the others. */
function ignoreUnknownGrant(error: unknown) {
  if (!(error instanceof CloudFailure && error.code === 'KMS.2502')) throw error
}

/** Of the removed pairs those that are really gone: one that could not be removed still needs its grant. */
async function stillGone(tools: Tools, who: Identity, removed: Removed): Promise<Removed> {
  const ids = [...removed.keys()]
  const members = await readMembers({ ...tools, who }, ids)
  return new Map(
    ids.map((id, at) => {
      const reading = members[at]
      const gone = [...(removed.get(id) ?? [])].filter(
        (project) => reading && 'byProject' in reading && !reading.byProject.has(project),
      )
      return [id, new Set(gone)]
    }),
  )
}
