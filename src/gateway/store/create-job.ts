import { sql, type Transaction } from 'kysely'
import { replaceToken, toTokenRow } from './job-tokens.ts'
import { rememberRecipients } from './recipients.ts'
import type { NewJob } from './runs.ts'
import { stateNumber, type Tables } from './tables.ts'

/** Rows a statement: SQLite takes at most 32,766 parameters. */
const ROWS = 2000

/** Stores a job with all its pairs as this revision, unless its key made one before. */
export async function createJob(
  trx: Transaction<Tables>,
  job: NewJob,
  now: number,
  revision: number,
): Promise<{ id: string; created: boolean }> {
  if (job.key !== null) {
    const earlier = await trx
      .selectFrom('jobs')
      .select('id')
      .where('project_id', '=', job.project.id)
      .where('request_key', '=', job.key)
      .executeTakeFirst()
    if (earlier) return { id: earlier.id, created: false }
  }

  const total = job.pairs?.length ?? job.images.length * job.projects.length
  const { seq } = await trx
    .insertInto('jobs')
    .values({
      id: job.id,
      request_key: job.key,
      project_id: job.project.id,
      project_name: job.project.name,
      user_id: job.user.id,
      user_name: job.user.name,
      actor_id: job.user.id,
      actor_name: job.user.name,
      action: job.action,
      reason: job.reason,
      status: 'queued',
      revision,
      place: revision,
      created_at: now,
      image_count: job.images.length,
      project_count: job.projects.length,
      first_image: job.images[0]?.name || job.images[0]?.id || '',
      total,
      waiting: total,
      sent: 0,
      done: 0,
      unchanged: 0,
      impossible: 0,
      failed: 0,
      unconfirmed: 0,
      undo_of: job.undoOf ?? null,
      first_time: JSON.stringify(job.firstTime),
      revoke_grants: Number(job.revokeGrants ?? false),
      make_shared: Number(job.makeShared ?? false),
      vault_id: job.vaultId ?? null,
      confirmed: Number(Boolean(job.confirmed)),
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  if (job.token) await replaceToken(trx, toTokenRow(seq, job.token, now))

  for (const part of parts(
    job.images.map(({ id, name }, n) => ({
      job: seq,
      n,
      image_id: id,
      name,
      outcomes: job.confirmed?.[n] ?? null,
    })),
  ))
    await trx.insertInto('job_images').values(part).execute()
  for (const part of parts(job.projects.map((p, n) => ({ job: seq, n, project_id: p.id, name: p.name }))))
    await trx.insertInto('job_projects').values(part).execute()
  const state = stateNumber('waiting')
  if (job.pairs)
    for (const part of parts(job.pairs.map((pair) => ({ job: seq, ...pair, state }))))
      await trx.insertInto('pairs').values(part).execute()
  else
    await trx
      .insertInto('pairs')
      .columns(['job', 'image', 'project', 'state'])
      .expression((eb) =>
        eb
          .selectFrom(['job_images as i', 'job_projects as p'])
          .select(['i.job', 'i.n', 'p.n', sql.lit(state).as('state')])
          .where('i.job', '=', seq)
          .where('p.job', '=', seq),
      )
      .execute()
  if (job.action === 'share')
    // One that is here for the first time is known once a share with it is there, not when it was only asked for.
    for (const part of parts(job.projects.filter(({ id }) => !job.firstTime.includes(id))))
      await rememberRecipients(trx, job.project.id, part, now)
  return { id: job.id, created: true }
}

function* parts<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS) yield rows.slice(at, at + ROWS)
}
