import type { GrantResult } from '#contract/grant'
import type { Catalog } from '../catalog.ts'
import { CloudFailure, type Driver, type Identity } from '../drivers/driver.ts'
import type { Store } from '../store/database.ts'

/**
 * Lets accounts use a key, one call each, and remembers the grants as this console's. An account that has one already
 * gets no second; one failure does not hold up the others, except a refused token.
 */
export async function makeGrants(
  { driver, catalog, store }: { driver: Driver; catalog: Catalog; store: Store },
  who: Identity,
  { keyId, accounts }: { keyId: string; accounts: readonly string[] },
): Promise<GrantResult['results']> {
  catalog.forget(who.project.id, [], [keyId])
  const key = await catalog.key(who, keyId)
  if ('failure' in key) throw key.failure
  const results: GrantResult['results'] = []
  for (const accountId of new Set(accounts)) {
    if (key.accounts.has(accountId)) {
      results.push({ accountId, grantId: null, code: null, message: null })
      continue
    }
    try {
      const grantId = await driver.createGrant(who, keyId, accountId)
      await store.grants.add(who.project.id, { keyId, accountId, grantId }, who.user.name)
      results.push({ accountId, grantId, code: null, message: null })
    } catch (error) {
      if (!(error instanceof CloudFailure) || error.status === 401) throw error
      results.push({ accountId, grantId: null, code: error.code, message: error.message })
    }
  }
  catalog.forget(who.project.id, [], [keyId])
  return results
}
