import { type Kysely, sql } from 'kysely'
import { given } from './dialect.ts'
import { parts } from './parts.ts'
import type { Change } from './runs/change.ts'
import { ACHIEVED } from './states.ts'
import type { Tables } from './tables.ts'

/**
 * A recipient of an earlier job of a project. `name` is empty when it was never known. Times in ms since
 * 1970.
 */
type EarlierRecipient = { id: string; name: string; firstUsedAt: number; lastUsedAt: number }

/** The recipients of a project's earlier shares; written together with each job. */
export type RecipientStore = { earlier(projectId: string): Promise<EarlierRecipient[]> }

/** The reads of the recipients' table. */
export function createRecipientStore(db: Kysely<Tables>): RecipientStore {
  return {
    earlier: (projectId) =>
      db
        .selectFrom('recipients')
        .select(['id', 'name', 'first_used_at as firstUsedAt', 'last_used_at as lastUsedAt'])
        .where('owner_project', '=', projectId)
        .orderBy('last_used_at', 'desc')
        .orderBy('id')
        .execute(),
  }
}

/** Remembers the recipients of a job; a name once known is not lost to a job that did not know it. */
export async function rememberRecipients(
  { trx, now }: Change,
  owner: string,
  projects: readonly { id: string; name: string }[],
): Promise<void> {
  for await (const part of parts(projects))
    await sql`
      insert into recipients (owner_project, id, name, first_used_at, last_used_at)
      select ${owner}, value->>'id', value->>'name', ${now}, ${now} from ${given(trx, part)} where true
      on conflict (owner_project, id) do update set last_used_at = excluded.last_used_at,
        name = case when excluded.name <> '' then excluded.name else recipients.name end`.execute(trx)
}

/** Remembers the first-time recipients of a share that have it now. */
export async function rememberNewRecipients(change: Change, seq: number): Promise<void> {
  const { trx } = change
  const job = await trx
    .selectFrom('jobs')
    .select(['project_id', 'action', 'first_time'])
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  const news: ReadonlySet<string> = new Set(JSON.parse(job.first_time))
  if (job.action !== 'share' || news.size === 0) return
  const arrived = await trx
    .selectFrom('job_projects')
    .select(['job_projects.project_id as id', 'name'])
    .where('job', '=', seq)
    .where('n', 'in', (eb) =>
      eb
        .selectFrom('pairs')
        .select('project')
        .distinct()
        .where('pairs.job', '=', seq)
        .where('state', 'in', ACHIEVED),
    )
    .execute()
  const known = arrived.filter(({ id }) => news.has(id))
  await rememberRecipients(change, job.project_id, known)
}
