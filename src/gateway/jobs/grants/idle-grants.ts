import type { IdleGrant } from '#contract/plan'
import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import { type Members, throwIfTokenRefused } from '../../cloud/read-members.ts'
import type { GrantStore, MadeGrant } from '../../store/grants.ts'

export type GrantTools = {
  driver: Driver
  access: Access
  cloudCache: CloudCache
  grants: GrantStore
  signal?: AbortSignal
}

/** Pairs that have stopped, or are about to stop, being shares: projects by image. */
export type Removed = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Grants of this console on the keys of these images, for accounts of the removed recipients: `idle` those
 * that no share needs without the removed pairs, `kept` the others. A share that is on its way needs its
 * grant like one that is there. A recipient whose account nobody knows may need any grant, and an image whose
 * members cannot be read may have any recipient: then the grant is kept.
 */
export async function findIdleGrants(
  tools: GrantTools,
  who: Identity,
  removed: Removed,
): Promise<{ idle: IdleGrant[]; kept: IdleGrant[] }> {
  const own = await tools.cloudCache.encrypted(who)
  const keys = new Set(own.flatMap(({ id, keyId }) => (removed.has(id) ? [keyId] : [])))
  const made = await ownGrants(tools, who, keys)
  if (made.length === 0) return { idle: [], kept: [] }
  const accounts = new Map(
    (await tools.cloudCache.recipients(who)).map((known) => [known.id, known.accountId]),
  )
  const images = own.filter(({ keyId }) => keys.has(keyId))
  const ids = images.map(({ id }) => id)
  const members = await tools.access.read(who, ids, { from: 'cloud', signal: tools.signal })
  throwIfTokenRefused(members)
  const coming = await tools.grants.openShares(who.project.id, ids)
  const needed = new Set<string>()
  const freed = new Map<string, Set<string>>()
  for (const [at, { id, keyId }] of images.entries()) {
    const gone = removed.get(id) ?? new Set()
    const users = [...(coming.get(id) ?? []), ...remaining(members[at], gone)]
    for (const project of users) needed.add(`${keyId} ${accounts.get(project) || ANY}`)
    for (const project of gone) {
      const key = `${keyId} ${accounts.get(project) ?? ''}`
      freed.set(key, (freed.get(key) ?? new Set()).add(project))
    }
  }
  const concerned = made.flatMap((grant): IdleGrant[] => {
    const projects = freed.get(`${grant.keyId} ${grant.accountId}`)
    return projects ? [{ ...grant, projects: [...projects] }] : []
  })
  const isNeeded = ({ keyId, accountId }: MadeGrant) =>
    needed.has(`${keyId} ${accountId}`) || needed.has(`${keyId} ${ANY}`)
  return {
    idle: concerned.filter((grant) => !isNeeded(grant)),
    kept: concerned.filter(isNeeded),
  }
}

/** Stands for every account, and for a recipient that nobody knows. */
const ANY = '*'

/** The recipients that an image keeps. */
const remaining = (members: Members | undefined, gone: ReadonlySet<string>): string[] =>
  !members || 'failure' in members ? [ANY] : [...members.byProject.keys()].filter((id) => !gone.has(id))

/**
 * Grants of this console on these keys. A grant that was being made when the console crashed is looked for at
 * the cloud by its unique name, and is looked for again until it is found.
 */
async function ownGrants(
  { driver, grants }: GrantTools,
  who: Identity,
  keys: ReadonlySet<string>,
): Promise<MadeGrant[]> {
  const pending = (await grants.pending(who.project.id)).filter(({ keyId }) => keys.has(keyId))
  for (const keyId of new Set(pending.map((grant) => grant.keyId))) {
    const there = await driver.listGrants(who, keyId).catch(ignoreRefusal)
    for (const { name } of pending) {
      const found = there.find((grant) => grant.name === name)
      if (found) await grants.confirm(who.project.id, name, found.grant_id)
    }
  }
  return (await grants.made(who.project.id)).filter(({ keyId }) => keys.has(keyId))
}

function ignoreRefusal(error: unknown): [] {
  if (error instanceof CloudFailure && error.status !== 401) return []
  throw error
}
