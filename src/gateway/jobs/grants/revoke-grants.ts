import { itemAt } from '#contract/item-at'
import type { Revocation } from '#contract/job'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'
import { throwIfTokenRefused } from '../../cloud/read-members.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import type { RunJob } from '../model/run.ts'
import { findIdleGrants, type GrantTools, type Removed } from './idle-grants.ts'

/** `stop`: once it is aborted, nothing more is revoked. */
type Tools = GrantTools & {
  job: RunJob
  runs: RunStore
  signal: AbortSignal
  stop: AbortController
  check(): void
}

/**
 * Revokes what a job that took shares away has made idle, and keeps with the job what became of each grant.
 * One that cannot be revoked now stays on the console's record and can be tried again. Throws `CloudFailure`
 * when it cannot be found out which are idle, or when the token is refused.
 */
export async function revokeIdleGrants(tools: Tools, who: Identity): Promise<void> {
  const { job, runs } = tools
  const { idle, kept } = await findIdleGrants(tools, who, await removedBy(tools, who))
  const ends: Revocation[] = kept.map(({ keyId, accountId, grantId }) => ({
    keyId,
    accountId,
    grantId,
    code: 'CONSOLE.GRANT_NEEDED',
    message: 'A share that is there, or on its way, still needs it.',
  }))
  for (const { keyId, accountId, grantId } of idle)
    ends.push({
      keyId,
      accountId,
      grantId,
      ...(tools.stop.signal.aborted ? NOT_REVOKED : await revoke(tools, who, { keyId, grantId })),
    })
  if (ends.length > 0) await runs.saveRevocations(job.seq, ends)
}

const REVOKED = { code: null, message: null }
const NOT_REVOKED = {
  code: 'CONSOLE.STOPPED',
  message: 'Not revoked: the job was stopped before.',
} as const

async function revoke(
  { driver, grants, cloudCache, job, check }: Tools,
  who: Identity,
  { keyId, grantId }: { keyId: string; grantId: string },
): Promise<Pick<Revocation, 'code' | 'message'>> {
  check()
  try {
    await driver.revokeGrant(who, keyId, grantId)
  } catch (error) {
    if (!(error instanceof CloudFailure)) throw error
    // A grant that is gone was revoked by somebody else, or before a crash.
    if (error.status === 401) throw error
    if (error.code !== 'KMS.2502') return { code: error.code, message: error.message }
  }
  await grants.remove(job.projectId, grantId)
  cloudCache.forget(job.projectId, [keyId])
  return REVOKED
}

/** The pairs that the job removed and that are really gone; a pair that is still there needs its grant. */
async function removedBy(tools: Tools, who: Identity): Promise<Removed> {
  const { job, runs } = tools
  const removed = new Map<string, Set<string>>()
  for (const { image, project } of await runs.achieved(job.seq)) {
    const id = itemAt(job.images, image)
    removed.set(id, (removed.get(id) ?? new Set()).add(itemAt(job.projects, project)))
  }
  const ids = [...removed.keys()]
  const readings = await tools.access.read(who, ids, { from: 'cloud', signal: tools.signal })
  throwIfTokenRefused(readings)
  for (const [at, reading] of readings.entries()) {
    const id = itemAt(ids, at)
    if ('failure' in reading) removed.get(id)?.clear()
    else for (const project of reading.byProject.keys()) removed.get(id)?.delete(project)
  }
  return removed
}
