import type { Kysely, Transaction } from 'kysely'
import type { KeptToken } from '../../jobs/model/request.ts'
import type { Named } from '../../jobs/model/run.ts'
import { jobIsActive } from '../states.ts'
import type { Tables } from '../tables.ts'

/** Whose rights a job runs with, and their token. */
export type JobRight = {
  jobId: string
  seq: number
  ended: boolean
  project: Named
  actor: Named
  token: KeptToken | null
  /** The last token that it had, whether or not that may still be used. */
  last: { digest: string; expiresAt: number } | null
  /** The user wants the job to wait for the next sign-in. */
  paused: boolean
  /** Once the job has ended, the token is to be revoked, unless another job runs with it. */
  revokeAfter: boolean
  /** When the job was given its token; null when it never had one. */
  since: number | null
}

/** The tokens of unended jobs. Whose rights a job runs with is a column of the job itself. */
export type JobTokenStore = {
  /** Null when there is no such job. */
  find(jobId: string): Promise<JobRight | null>
  /** Unended jobs that run with the rights of this user in this project. */
  ofUser(userId: string, projectId: string): Promise<JobRight[]>
  /** Jobs that have ended and whose token is still kept. */
  ended(): Promise<JobRight[]>
  /**
   * Gives an unended job another token of its user. False when another user's rights have taken their place.
   */
  put(seq: number, userId: string, token: KeptToken): Promise<boolean>
  /** The job has no token any more, if it still is this one. */
  drop(seq: number, digest: string): Promise<void>
  /** The job waits for the next sign-in of its user. */
  pause(right: JobRight): Promise<void>
  /** Forgets the token of a job that has ended, unless it was replaced or marked for revocation meanwhile. */
  forget(right: JobRight): Promise<void>
  /**
   * Marks a token for revocation after the last job that runs with it; answers how many such jobs have not
   * ended.
   */
  revokeAfter(digest: string): Promise<number>
  /** How many unended jobs run with a token. */
  countUsers(digest: string): Promise<number>
}

/** The row of a job's token. */
export const toTokenRow = (job: number, token: KeptToken, since: number) => ({
  job,
  sealed: token.sealed,
  digest: token.digest,
  roles: JSON.stringify(token.roles),
  expires_at: token.expiresAt,
  own: Number(token.own),
  revoke_after: 0,
  paused: 0,
  since,
})

/** Gives a job this token in place of any that it had. */
export async function replaceToken(
  trx: Transaction<Tables> | Kysely<Tables>,
  row: ReturnType<typeof toTokenRow>,
): Promise<void> {
  await trx
    .insertInto('job_tokens')
    .values(row)
    .onConflict((conflict) => conflict.column('job').doUpdateSet(row))
    .execute()
}

/** The table of tokens. */
export function createJobTokenStore(db: Kysely<Tables>, now: () => number): JobTokenStore {
  const rights = () =>
    db
      .selectFrom('jobs')
      .leftJoin('job_tokens', 'job_tokens.job', 'jobs.seq')
      .select([
        'jobs.id',
        'jobs.seq',
        'jobs.ended_at',
        'jobs.project_id',
        'jobs.project_name',
        'jobs.actor_id',
        'jobs.actor_name',
        'job_tokens.sealed',
        'job_tokens.digest',
        'job_tokens.roles',
        'job_tokens.expires_at',
        'job_tokens.own',
        'job_tokens.paused',
        'job_tokens.revoke_after',
        'job_tokens.since',
      ])
  const unended = (digest: string) =>
    db
      .selectFrom('job_tokens')
      .innerJoin('jobs', 'jobs.seq', 'job_tokens.job')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('job_tokens.digest', '=', digest)
      .where('job_tokens.sealed', 'is not', null)
      .where('jobs.ended_at', 'is', null)
      .executeTakeFirstOrThrow()

  return {
    async find(jobId) {
      const row = await rights().where('jobs.id', '=', jobId).executeTakeFirst()
      return row ? toRight(row) : null
    },

    ofUser: async (userId, projectId) =>
      (
        await rights()
          .where('jobs.actor_id', '=', userId)
          .where('jobs.project_id', '=', projectId)
          .where(jobIsActive)
          .orderBy('jobs.seq')
          .execute()
      ).map(toRight),

    ended: async () =>
      (
        await rights()
          .where('jobs.seq', 'in', db.selectFrom('job_tokens').select('job'))
          .where('jobs.ended_at', 'is not', null)
          .execute()
      ).map(toRight),

    put: (seq, userId, token) =>
      db.transaction().execute(async (trx) => {
        const job = await trx
          .updateTable('jobs')
          .set({ actor_id: userId })
          .where('seq', '=', seq)
          .where('actor_id', '=', userId)
          .where('ended_at', 'is', null)
          .returning('seq')
          .executeTakeFirst()
        if (job) await replaceToken(trx, toTokenRow(seq, token, now()))
        return job !== undefined
      }),

    async drop(seq, digest) {
      await db
        .updateTable('job_tokens')
        .set({ sealed: null })
        .where('job', '=', seq)
        .where('digest', '=', digest)
        .execute()
    },

    async pause({ seq, last }) {
      const paused = { sealed: null, paused: 1 }
      const none = { digest: '', roles: '[]', expires_at: 0, own: 0, since: now() }
      await db
        .insertInto('job_tokens')
        .values({ job: seq, ...none, ...paused })
        .onConflict((conflict) =>
          // If a colleague has taken the job over meanwhile, the token is the colleague's and stays.
          conflict
            .column('job')
            .doUpdateSet(paused)
            .where('job_tokens.digest', '=', last?.digest ?? ''),
        )
        .execute()
    },

    async forget({ seq, token, revokeAfter }) {
      let query = db
        .deleteFrom('job_tokens')
        .where('job', '=', seq)
        .where('revoke_after', '=', Number(revokeAfter))
      query = token ? query.where('digest', '=', token.digest) : query.where('sealed', 'is', null)
      await query.execute()
    },

    async revokeAfter(digest) {
      await db.updateTable('job_tokens').set({ revoke_after: 1 }).where('digest', '=', digest).execute()
      return (await unended(digest)).count
    },

    countUsers: async (digest) => (await unended(digest)).count,
  }
}

type Row = {
  id: string
  seq: number
  ended_at: number | null
  project_id: string
  project_name: string
  actor_id: string
  actor_name: string
  sealed: string | null
  digest: string | null
  roles: string | null
  expires_at: number | null
  own: number | null
  paused: number | null
  revoke_after: number | null
  since: number | null
}

const toRight = (row: Row): JobRight => ({
  jobId: row.id,
  seq: row.seq,
  ended: row.ended_at !== null,
  project: { id: row.project_id, name: row.project_name },
  actor: { id: row.actor_id, name: row.actor_name },
  token:
    row.sealed === null
      ? null
      : {
          sealed: row.sealed,
          digest: row.digest ?? '',
          roles: JSON.parse(row.roles ?? '[]'),
          expiresAt: row.expires_at ?? 0,
          own: row.own === 1,
        },
  last: row.digest === null ? null : { digest: row.digest, expiresAt: row.expires_at ?? 0 },
  paused: row.paused === 1,
  revokeAfter: row.revoke_after === 1,
  since: row.since,
})
