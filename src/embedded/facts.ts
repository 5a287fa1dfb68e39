import { IMAGE_SHARE_OPERATIONS } from '#ims/keys'
import type { ImageFacts, ProjectFacts } from './rules.ts'
import type { Store } from './store.ts'

/** An image that `viewer` may see: its own, a public one, or one shared with it, whatever it answered. */
export const findImage = (store: Store, id: string, viewer: string) =>
  store.one<ImageFacts>(
    `select owner, status, public, whole, backup_id, key_id,
       coalesce((select is_default from keys where keys.id = images.key_id), 0) as key_is_default
     from images where id = ? and (owner = ? or public = 1
       or exists (select 1 from members where image_id = images.id and project_id = ?))`,
    id.toLowerCase(),
    viewer,
    viewer,
  )

/** The recipients of an image. */
export const findRecipients = (store: Store, imageId: string) =>
  new Set(
    store
      .all<{ project_id: string }>('select project_id from members where image_id = ?', imageId)
      .map((row) => row.project_id),
  )

/** The projects of this world among these IDs. */
export const findProjects = (store: Store, ids: string[]) =>
  new Map(
    store
      .all<ProjectFacts & { id: string }>(
        'select id, name, domain_id from projects where id in (select value from json_each(?))',
        JSON.stringify(ids),
      )
      .map((project) => [project.id, project]),
  )

/** The account of a project. A project that this world only makes up has an account with the same ID. */
export const accountOf = (id: string, facts: ProjectFacts | undefined) => facts?.domain_id ?? id

/** The accounts that may use a key for a shared image. Grants to single users do not count. */
export function findGrantedAccounts(store: Store, keyId: string): Set<string> {
  const grants = store.all<{ principal: string; operations: string }>(
    "select principal, operations from grants where key_id = ? and principal_type = 'domain'",
    keyId,
  )
  const suffices = (operations: string[]) => IMAGE_SHARE_OPERATIONS.every((one) => operations.includes(one))
  return new Set(
    grants.filter((grant) => suffices(JSON.parse(grant.operations))).map((grant) => grant.principal),
  )
}
