import { IMAGE_SHARE_OPERATIONS } from '#ims/keys'
import { CloudFailure, type Driver, type Identity } from './driver.ts'

/** The key of an encrypted image with the accounts that may use it, or why that cannot be read. */
export type KeyReading =
  | { id: string; alias: string; isDefault: boolean; grants: number; accounts: ReadonlySet<string> }
  | { id: string; failure: CloudFailure }

/**
 * Reads a key and its grants. An account counts only when a grant gives it all that a shared image needs (OTC IMS user
 * manual, "How Do I Authorize a Key?").
 */
export async function readKey(driver: Driver, who: Identity, id: string): Promise<KeyReading> {
  try {
    const { alias, isDefault } = await driver.showKey(who, id)
    const grants = isDefault ? [] : await driver.listGrants(who, id)
    const accounts = grants
      .filter(({ operations }) => IMAGE_SHARE_OPERATIONS.every((operation) => operations.includes(operation)))
      .map(({ grantee_principal }) => grantee_principal)
    return { id, alias, isDefault, grants: grants.length, accounts: new Set(accounts) }
  } catch (error) {
    if (error instanceof CloudFailure && error.status !== 401) return { id, failure: error }
    throw error
  }
}
