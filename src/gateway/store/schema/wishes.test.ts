import { Kysely, Migrator, sql } from 'kysely'
import { expect, test } from 'vitest'
import { newEmptyPlace } from '#testing/stores'
import { migrations } from '../migrations.ts'
import { connectPostgres } from '../postgres.ts'
import { openSqlite } from '../sqlite.ts'
import type { Tables } from '../tables.ts'

/*
 * A store of the version before wishes has undone jobs, undos that were undone, and pairs that counted as
 * done although all of their calls were refused or interrupted. What it shows after the upgrade is what an
 * undo then goes by.
 */

const DONE = 4
const UNCHANGED = 5
const FAILED = 1

type OldPair = {
  project: number
  state: number
  sent?: boolean
  claim?: number
  present?: number
  code?: string
}
type OldCall = { projects: number[]; status: string; cloudJob?: string }

async function openOld() {
  const place = await newEmptyPlace()
  const dialect = 'url' in place ? connectPostgres(place.url) : openSqlite(place.path).dialect
  const db = new Kysely<Tables>({ dialect })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateTo('2026-11-29-answers')
  if (error) throw error
  let seq = 0
  /** A job of one image that has ended; `undoOf`: the number of the job that it undoes. */
  const job = async (
    pairs: OldPair[],
    { undoOf, calls = [] }: { undoOf?: number; calls?: OldCall[] } = {},
  ) => {
    seq += 1
    const undone = undoOf === undefined ? null : `job ${undoOf}`
    const action = undoOf === undefined ? 'share' : 'unshare'
    await sql`insert into jobs (id, project_id, project_name, user_id, user_name, action, reason, status, revision, place,
      created_at, started_at, ended_at, image_count, project_count, first_image, total, waiting, sent, done, unchanged,
      failed, unconfirmed, undo_of) values (${`job ${seq}`}, 'own', '', 'u', '', ${action}, '', 'succeeded', ${seq}, ${seq}, 1,
      1, 1, 1, ${pairs.length}, 'i', ${pairs.length}, 0, 0, 0, 0, 0, 0, ${undone})`.execute(db)
    await sql`insert into job_images (job, n, image_id, name) values (${seq}, 0, 'i', '')`.execute(db)
    for (const [n, pair] of pairs.entries()) {
      // Positions differ from job to job: what counts are the IDs.
      await sql`insert into job_projects (job, n, project_id, name) values (${seq}, ${n}, ${`p${pair.project}`}, '')`.execute(
        db,
      )
      await sql`insert into pairs (job, image, project, state, claim, present, code, was_sent, settled) values (${seq}, 0, ${n},
        ${pair.state}, ${pair.claim ?? null}, ${pair.present ?? null}, ${pair.code ?? null}, ${Number(pair.sent ?? false)},
        ${seq})`.execute(db)
    }
    for (const [n, { projects, status, cloudJob }] of calls.entries())
      await sql`insert into calls (job, n, attempt, method, path, images, projects, image_count, project_count, cloud_job_id,
        status, started_at, ended_at) values (${seq}, ${n + 1}, 1, 'POST', '/', '[0]', ${JSON.stringify(projects)}, 1,
        ${projects.length}, ${cloudJob ?? null}, ${status}, 1, 1)`.execute(db)
    return seq
  }
  const upgrade = async () => {
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  }
  const pairs = (of: number) =>
    db
      .selectFrom('pairs')
      .select(['withdrawn', 'last_undo', 'unproven', 'was_sent'])
      .where('job', '=', of)
      .orderBy('project')
      .execute()
  const counts = (of: number) =>
    db.selectFrom('jobs').select(['undone', 'withdraws']).where('seq', '=', of).executeTakeFirstOrThrow()
  return { db, job, upgrade, pairs, counts }
}

const withdrawnOf = (pairs: readonly { withdrawn: number }[]) => pairs.map(({ withdrawn }) => withdrawn)

test('what an undo took back is withdrawn; the undo that took back all has withdrawn the rest, too', async () => {
  const { job, upgrade, pairs, counts, db } = await openOld()
  const whole = await job([
    { project: 1, state: DONE },
    { project: 2, state: DONE },
    { project: 3, state: UNCHANGED },
    { project: 4, state: FAILED },
  ])
  const part = await job([
    { project: 1, state: DONE },
    { project: 2, state: DONE },
    { project: 3, state: UNCHANGED },
  ])
  const undoOfWhole = await job(
    [
      { project: 2, state: DONE },
      { project: 1, state: UNCHANGED },
    ],
    { undoOf: whole },
  )
  const undoOfPart = await job(
    [
      { project: 2, state: DONE },
      { project: 1, state: FAILED },
    ],
    { undoOf: part },
  )
  await upgrade()
  expect(withdrawnOf(await pairs(whole))).toEqual([1, 1, 1, 0])
  expect(await counts(whole)).toEqual({ undone: 3, withdraws: 0 })
  expect(await counts(undoOfWhole)).toEqual({ undone: 0, withdraws: 3 })
  expect(withdrawnOf(await pairs(part))).toEqual([0, 1, 0])
  expect(await counts(part)).toEqual({ undone: 1, withdraws: 0 })
  expect(await counts(undoOfPart)).toEqual({ undone: 0, withdraws: 1 })
  await db.destroy()
})

test('an undo that was undone has withdrawn nothing; undone once more, it has', async () => {
  const { job, upgrade, pairs, counts, db } = await openOld()
  const all = (state = DONE) => [
    { project: 1, state },
    { project: 2, state },
  ]
  const twice = await job([...all(), { project: 3, state: UNCHANGED }])
  const undo = await job(all(), { undoOf: twice })
  const again = await job(all(), { undoOf: undo })
  const thrice = await job([...all(), { project: 3, state: UNCHANGED }])
  const first = await job(all(), { undoOf: thrice })
  const second = await job(all(), { undoOf: first })
  const third = await job(all(), { undoOf: second })
  await upgrade()
  expect(await pairs(twice)).toMatchObject([0, 0, 0].map((withdrawn) => ({ withdrawn, last_undo: again })))
  expect([await counts(twice), await counts(undo), await counts(again)]).toEqual([
    { undone: 0, withdraws: 0 },
    { undone: 3, withdraws: 3 },
    { undone: 0, withdraws: 3 },
  ])
  expect(await pairs(thrice)).toMatchObject([1, 1, 1].map((withdrawn) => ({ withdrawn, last_undo: third })))
  expect((await counts(thrice)).undone).toBe(3)
  await db.destroy()
})

test('done pairs all of whose calls were refused or interrupted are unproven', async () => {
  const { job, upgrade, pairs, db } = await openOld()
  const of = await job(
    [
      { project: 1, state: DONE, sent: true },
      { project: 2, state: DONE, sent: true, claim: 0 },
      { project: 3, state: DONE, sent: true },
      { project: 4, state: DONE, sent: true },
      { project: 5, state: DONE, sent: true, claim: 1 },
      { project: 6, state: UNCHANGED },
    ],
    {
      calls: [
        { projects: [0, 1, 2, 3, 4], status: 'interrupted' },
        { projects: [1], status: 'failed' },
        { projects: [2], status: 'failed', cloudJob: 'c' },
        { projects: [3], status: 'success' },
      ],
    },
  )
  await upgrade()
  expect((await pairs(of)).map(({ unproven }) => unproven)).toEqual([1, 1, 0, 0, 0, 0])
  await db.destroy()
})

test('a pair that was refused for good and read back as absent was not sent', async () => {
  const { job, upgrade, pairs, db } = await openOld()
  const of = await job([
    { project: 1, state: FAILED, sent: true, present: 0, code: 'IMG.0026' },
    { project: 2, state: FAILED, sent: true, present: 0, code: 'APIGW.0201' },
    { project: 3, state: FAILED, sent: true, code: 'IMG.0026' },
  ])
  await upgrade()
  expect((await pairs(of)).map(({ was_sent }) => was_sent)).toEqual([0, 1, 1])
  await db.destroy()
})
