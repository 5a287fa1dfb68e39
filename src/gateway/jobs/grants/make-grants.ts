import type { GrantResult } from '#contract/grant'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import type { GrantStore } from '../../store/grants.ts'
import { StoreFailure } from '../../store/store-failure.ts'

type Tools = { driver: Driver; cloudCache: CloudCache; grants: GrantStore; newId: () => string }

/**
 * Lets accounts use a key, one call each, and remembers the grants as this console's. An account that has one
 * already gets no second; one failure does not hold up the others, except a refused token.
 */
export async function makeGrants(
  tools: Tools,
  who: Identity,
  { keyId, accounts }: { keyId: string; accounts: readonly string[] },
): Promise<GrantResult['results']> {
  const { cloudCache } = tools
  cloudCache.forget(who.project.id, [keyId])
  const key = await cloudCache.key(who, keyId)
  if ('failure' in key) throw key.failure
  const results: GrantResult['results'] = []
  try {
    for (const accountId of new Set(accounts))
      results.push(
        key.accounts.has(accountId)
          ? { accountId, grantId: null, code: null, message: null }
          : await makeGrant(tools, who, { keyId, accountId }),
      )
  } catch (error) {
    // One grant may have been made, this one or an earlier one.
    throw error instanceof StoreFailure ? error.afterwards() : error
  } finally {
    cloudCache.forget(who.project.id, [keyId])
  }
  return results
}

/**
 * Makes one grant under a unique name. The name is stored first: if the console crashes, the grant is found
 * again by it and is not taken for somebody else's.
 */
async function makeGrant(
  { driver, grants, newId }: Tools,
  who: Identity,
  to: { keyId: string; accountId: string },
): Promise<GrantResult['results'][number]> {
  const { accountId } = to
  const name = `image-share-${newId()}`
  await grants.intend(who.project.id, { ...to, name }, who.user.name)
  try {
    const grantId = await driver.createGrant(who, { ...to, name })
    await grants.confirm(who.project.id, name, grantId)
    return { accountId, grantId, code: null, message: null }
  } catch (error) {
    if (!(error instanceof CloudFailure)) throw error
    // Without an answer it may have been made.
    if (error.status !== 0) await grants.withdraw(who.project.id, name)
    if (error.status === 401) throw error
    return { accountId, grantId: null, code: error.code, message: error.message }
  }
}
