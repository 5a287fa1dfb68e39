import * as z from 'zod/mini'
import {
  type CreateGrant,
  type Grant,
  grantCreated,
  grantList,
  IMAGE_SHARE_OPERATIONS,
  keyDescription,
} from '#ims/keys'
import { isTrue } from '#ims/loose'
import { CloudFailure, type Driver, type Identity } from '../driver.ts'
import { path, type Upstream } from '../upstream.ts'

/** Grants on a page; the most that one key may have. */
const PAGE = '100'

/** The calls of the key service. `base`: its address, with or without the version at the end. */
export function createKeyCalls(
  send: Upstream,
  base: string,
): Pick<Driver, 'showKey' | 'listGrants' | 'createGrant' | 'revokeGrant'> {
  const root = base.replace(/(\/v1\.0)?\/*$/, '')
  const call = async <T>(
    name: string,
    who: Identity,
    action: string,
    body: object,
    schema: z.ZodMiniType<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    const url = root + path`/v1.0/${who.project.id}/kms/${action}`
    try {
      return (await send({ name, method: 'POST', url, token: who.token, body, schema, signal })).data
    } catch (error) {
      // The key service answers 403 to a bad token (OTC KMS API reference, "Error Codes", KMS.0301 to .0303).
      if (error instanceof CloudFailure && /^KMS\.030[1-3]$/.test(error.code))
        throw new CloudFailure(error.call, 401, 'APIGW.0301', error.message, error.requestId)
      throw error
    }
  }

  return {
    async showKey(who, id, signal) {
      const { key_info: key } = await call(
        `show key ${id}`,
        who,
        'describe-key',
        { key_id: id },
        keyDescription,
        signal,
      )
      const alias = key.key_alias ?? ''
      return { id, alias, isDefault: String(key.default_key_flag) === '1' || alias.endsWith('/default') }
    },

    async listGrants(who, id, signal) {
      const grants = new Map<string, Grant>()
      for (let marker = ''; ; ) {
        const page = await call(
          `list grants of key ${id}`,
          who,
          'list-grants',
          { key_id: id, limit: PAGE, marker },
          grantList,
          signal,
        )
        const known = grants.size
        for (const grant of page.grants) grants.set(grant.grant_id, grant)
        marker = page.next_marker ?? ''
        if (!isTrue(page.truncated) || marker === '' || grants.size === known) return [...grants.values()]
      }
    },

    async createGrant(who, { keyId, accountId, name }) {
      const body: CreateGrant = {
        key_id: keyId,
        grantee_principal: accountId,
        grantee_principal_type: 'domain',
        operations: [...IMAGE_SHARE_OPERATIONS],
        name,
      }
      return (await call(`grant key ${keyId}`, who, 'create-grant', body, grantCreated)).grant_id
    },

    async revokeGrant(who, id, grantId) {
      await call(
        `revoke grant ${grantId}`,
        who,
        'revoke-grant',
        { key_id: id, grant_id: grantId },
        z.unknown(),
      )
    },
  }
}
