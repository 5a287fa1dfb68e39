import { sql, type Transaction } from 'kysely'
import type { Created, NewJob } from '../../jobs/model/request.ts'
import { given } from '../dialect.ts'
import { parts } from '../parts.ts'
import { rememberRecipients } from '../recipients.ts'
import type { Change } from '../runs/change.ts'
import { replaceToken, toTokenRow } from '../sign-in/job-tokens.ts'
import { stateNumber } from '../states.ts'
import type { Tables } from '../tables.ts'

/** Stores a job with all its pairs, unless its key made one before. */
export async function createJob(change: Change, job: NewJob): Promise<Created> {
  const { trx, now } = change
  const earlier = await findByKey(trx, job)
  if (earlier !== null) return { id: earlier, created: false }
  const seq = await insertJob(change, job)
  if (job.token) await replaceToken(trx, toTokenRow(seq, job.token, now))
  await insertLists(trx, seq, job)
  await insertPairs(trx, seq, job)
  const firstTime = new Set(job.firstTime)
  // A first-time recipient is known once a share with it is there, not when it was only asked for.
  if (job.action === 'share')
    await rememberRecipients(
      change,
      job.project.id,
      job.projects.filter(({ id }) => !firstTime.has(id)),
    )
  return { id: job.id, created: true }
}

/** The ID of the job that this key has made before. */
async function findByKey(trx: Transaction<Tables>, { key, project }: NewJob): Promise<string | null> {
  if (key === null) return null
  const job = await trx
    .selectFrom('jobs')
    .select('id')
    .where('project_id', '=', project.id)
    .where('request_key', '=', key)
    .executeTakeFirst()
  return job?.id ?? null
}

/** Stores the row of a job and answers its number. */
async function insertJob({ trx, now, revision }: Change, job: NewJob): Promise<number> {
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
      proves: Number(job.proves ?? false),
      vault_id: job.vaultId ?? null,
      confirmed: Number(Boolean(job.confirmed)),
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  return seq
}

async function insertLists(trx: Transaction<Tables>, seq: number, job: NewJob): Promise<void> {
  const images = job.images.map(({ id, name }, n) => ({ n, id, name, outcomes: job.confirmed?.[n] ?? null }))
  for await (const part of parts(images))
    await sql`
      insert into job_images (job, n, image_id, name, outcomes)
      select ${seq}, cast(value->>'n' as integer), value->>'id', value->>'name', value->>'outcomes'
      from ${given(trx, part)}`.execute(trx)
  const projects = job.projects.map(({ id, name }, n) => ({ n, id, name }))
  for await (const part of parts(projects))
    await sql`
      insert into job_projects (job, n, project_id, name)
      select ${seq}, cast(value->>'n' as integer), value->>'id', value->>'name'
      from ${given(trx, part)}`.execute(trx)
}

async function insertPairs(trx: Transaction<Tables>, seq: number, { pairs }: NewJob): Promise<void> {
  const state = stateNumber('waiting')
  if (pairs) {
    for await (const part of parts(pairs))
      await sql`
        insert into pairs (job, image, project, state)
        select ${seq}, cast(value->>'image' as integer), cast(value->>'project' as integer), ${sql.lit(state)}
        from ${given(trx, part)}`.execute(trx)
    return
  }
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
}
