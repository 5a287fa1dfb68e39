import type { Kysely } from 'kysely'
import type { JobAction } from '#contract/job'
import type { PairSet } from '#contract/pair'
import type { Tables } from '../tables.ts'
import { listsOf } from './job-lists.ts'

/** What a submission asks for: two submissions that differ in any of it make different jobs. */
export type Submission = {
  action: JobAction
  set: PairSet
  revokeGrants: boolean
  makeShared: boolean
  vaultId: string | null
  proves: boolean
}

/** Jobs by the idempotency keys that made them. */
export type SubmissionStore = {
  /** `key`: as `submissionKey` makes it. */
  find(projectId: string, key: string): Promise<{ jobId: string; submission: Submission } | null>
}

/**
 * An idempotency key as it is stored: each user has keys of their own. Keys that the console makes for
 * itself, such as those of undos, begin with another word.
 */
export const submissionKey = (userId: string, key: string) => `key ${encodeURIComponent(userId)} ${key}`

/** The reads over the tables. */
export function createSubmissionStore(db: Kysely<Tables>): SubmissionStore {
  return {
    async find(projectId, key) {
      const job = await db
        .selectFrom('jobs')
        .select(['seq', 'id', 'action', 'revoke_grants', 'make_shared', 'vault_id', 'proves', 'total'])
        .where('project_id', '=', projectId)
        .where('request_key', '=', key)
        .executeTakeFirst()
      if (!job) return null
      const { images, projects } = await listsOf(db, job.seq)
      const isWhole = job.total === images.length * projects.length
      const pairs = isWhole ? undefined : await positionsOf(db, job.seq)
      return {
        jobId: job.id,
        submission: {
          action: job.action,
          set: { images: images.map(({ id }) => id), projects: projects.map(({ id }) => id), pairs },
          revokeGrants: job.revoke_grants === 1,
          makeShared: job.make_shared === 1,
          vaultId: job.vault_id,
          proves: job.proves === 1,
        },
      }
    },
  }
}

async function positionsOf(db: Kysely<Tables>, seq: number): Promise<[number, number][]> {
  const pairs = await db.selectFrom('pairs').select(['image', 'project']).where('job', '=', seq).execute()
  return pairs.map(({ image, project }) => [image, project])
}
