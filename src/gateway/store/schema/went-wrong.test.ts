import { Kysely, Migrator } from 'kysely'
import { expect, test } from 'vitest'
import type { JobStatus } from '#contract/job'
import { newEmptyPlace } from '#testing/stores'
import { migrations } from '../migrations.ts'
import { connectPostgres } from '../postgres.ts'
import { openSqlite } from '../sqlite.ts'
import type { Tables } from '../tables.ts'

/*
 * Stores of before do not say which of their jobs went wrong. After the upgrade they count as failed exactly
 * those that the browser takes for failed.
 */

type OldJob = {
  id: string
  status: JobStatus
  done?: number
  unchanged?: number
  failed?: number
  unconfirmed?: number
  undone?: number
  undoOf?: string
  withdraws?: number
}

const OLD: (OldJob & { wrong: boolean })[] = [
  { id: 'all arrived', status: 'succeeded', done: 3, wrong: false },
  { id: 'none arrived', status: 'failed', failed: 3, wrong: true },
  { id: 'some failed', status: 'partial', done: 2, failed: 1, wrong: true },
  { id: 'some are not confirmed', status: 'partial', done: 2, unconfirmed: 1, wrong: true },
  { id: 'some were impossible, as planned', status: 'partial', done: 2, wrong: false },
  { id: 'was stopped', status: 'stopped', done: 2, wrong: false },
  { id: 'was stopped after a failure', status: 'stopped', done: 2, failed: 1, wrong: true },
  { id: 'was undone', status: 'partial', done: 1, unchanged: 1, failed: 1, undone: 2, wrong: false },
  { id: 'was undone in part', status: 'partial', done: 2, failed: 1, undone: 1, wrong: true },
  { id: 'an undo that failed in part', status: 'partial', undoOf: 'x', done: 3, failed: 1, wrong: true },
  {
    id: 'an undo that was undone',
    status: 'partial',
    undoOf: 'x',
    done: 3,
    failed: 1,
    withdraws: 2,
    undone: 2,
    wrong: false,
  },
  { id: 'still runs', status: 'running', failed: 3, wrong: false },
]

test('a history of before counts the same jobs as failed', async () => {
  const place = await newEmptyPlace()
  const dialect = 'url' in place ? connectPostgres(place.url) : openSqlite(place.path).dialect
  const db = new Kysely<Tables>({ dialect })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo('2026-11-30-wishes')).error).toBeUndefined()
  for (const { id, status, undoOf, wrong: _, ...counts } of OLD)
    await db
      .insertInto('jobs')
      .values({
        id,
        project_id: 'own',
        project_name: '',
        user_id: 'u',
        user_name: '',
        actor_id: 'u',
        actor_name: '',
        action: 'share',
        reason: '',
        status,
        revision: 1,
        place: 1,
        created_at: 1,
        ended_at: status === 'running' ? null : 2,
        image_count: 1,
        project_count: 1,
        first_image: '',
        total: 3,
        waiting: 0,
        sent: 0,
        done: 0,
        unchanged: 0,
        impossible: 0,
        failed: 0,
        unconfirmed: 0,
        undo_of: undoOf ?? null,
        first_time: '[]',
        ...counts,
      })
      .execute()
  expect((await migrator.migrateTo('2026-12-01-went-wrong')).error).toBeUndefined()
  const rows = await db.selectFrom('jobs').select(['id', 'went_wrong']).orderBy('seq').execute()
  expect(rows).toEqual(OLD.map(({ id, wrong }) => ({ id, went_wrong: Number(wrong) })))
  await db.destroy()
})
