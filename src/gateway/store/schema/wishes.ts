import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/*
 * What older histories tell about wishes, in the numbers of that time: pairs in state 4 are done, in 5
 * unchanged.
 */

/** Fills the columns of the migration "wishes" from what older versions kept. */
export async function migrateWishes(any: Kysely<unknown>): Promise<void> {
  const db = any as Kysely<Tables>
  await markUnproven(db)
  await withdrawUndone(db)
}

/**
 * Marks done pairs as unproven if the cloud never confirmed them and every call for them was refused, or was
 * interrupted before the cloud took it.
 */
async function markUnproven(db: Kysely<Tables>): Promise<void> {
  const doubtful = await db
    .selectFrom('pairs')
    .select(['job', 'image', 'project'])
    .where('state', '=', 4)
    .where('was_sent', '=', 1)
    .where(sql<boolean>`coalesce(claim, 0) = 0`)
    .orderBy('job')
    .execute()
  let job = -1
  let taken = new Set<string>()
  for (const pair of doubtful) {
    if (pair.job !== job) taken = await pairsOfTakenCalls(db, pair.job)
    job = pair.job
    if (taken.has(`${pair.image} ${pair.project}`)) continue
    await db
      .updateTable('pairs')
      .set({ unproven: 1 })
      .where('job', '=', pair.job)
      .where('image', '=', pair.image)
      .where('project', '=', pair.project)
      .execute()
  }
}

async function pairsOfTakenCalls(db: Kysely<Tables>, job: number): Promise<Set<string>> {
  const calls = await db
    .selectFrom('calls')
    .select(['images', 'projects'])
    .where('job', '=', job)
    .where((eb) => eb.or([eb('cloud_job_id', 'is not', null), eb('status', '=', 'success')]))
    .execute()
  const pairs = new Set<string>()
  for (const { images, projects } of calls)
    for (const image of JSON.parse(images))
      for (const project of JSON.parse(projects)) pairs.add(`${image} ${project}`)
  return pairs
}

/**
 * Every undo, oldest first, has withdrawn (or restored) the wishes for the pairs that it changed. The undo
 * that changed back everything that a job had changed has withdrawn the job's other wishes as well: such a
 * job counted as undone.
 */
async function withdrawUndone(db: Kysely<Tables>): Promise<void> {
  const undos = await db
    .selectFrom('jobs')
    .select(['seq', 'undo_of'])
    .where('undo_of', 'is not', null)
    .orderBy('seq')
    .execute()
  for (const undo of undos) {
    const chain = [undo.seq]
    let above = undo.undo_of
    while (above !== null) {
      const job = await db
        .selectFrom('jobs')
        .select(['seq', 'undo_of'])
        .where('id', '=', above)
        .executeTakeFirstOrThrow()
      chain.push(job.seq)
      above = job.undo_of
    }
    const root = chain.at(-1) ?? 0
    const withdrawn = (chain.length - 1) % 2
    const changed = sql`select mine_i.n, mine_p.n from pairs u
      join job_images i on i.job = u.job and i.n = u.image
      join job_projects p on p.job = u.job and p.n = u.project
      join job_images mine_i on mine_i.job = ${root} and mine_i.image_id = i.image_id
      join job_projects mine_p on mine_p.job = ${root} and mine_p.project_id = p.project_id
      where u.job = ${undo.seq} and u.state in (4, 5)`
    const direct = await sql`update pairs set withdrawn = ${withdrawn}, last_undo = ${undo.seq}
      where job = ${root} and state in (4, 5) and withdrawn <> ${withdrawn} and (image, project) in (${changed})`.execute(
      db,
    )
    const rest =
      withdrawn === 1
        ? sql`not exists (select 1 from pairs d where d.job = ${root} and d.state = 4 and d.withdrawn = 0)`
        : sql`last_undo = ${chain[1] ?? 0}`
    const others = await sql`update pairs set withdrawn = ${withdrawn}, last_undo = ${undo.seq}
      where job = ${root} and state = 5 and withdrawn <> ${withdrawn} and ${rest}`.execute(db)
    const withdraws = Number(direct.numAffectedRows ?? 0) + Number(others.numAffectedRows ?? 0)
    await db.updateTable('jobs').set({ withdraws }).where('seq', '=', undo.seq).execute()
  }
  for (const { undo_of } of undos.reverse())
    await sql`update jobs set undone = (select sum(u.withdraws - u.undone) from jobs u where u.undo_of = ${undo_of})
      where id = ${undo_of}`.execute(db)
}
