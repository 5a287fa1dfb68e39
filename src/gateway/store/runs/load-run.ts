import type { Kysely } from 'kysely'
import type { PlannedOutcome, Position } from '#contract/pair'
import type { RunJob, RunPair } from '../../jobs/model/run.ts'
import { confirmedIn } from '../history/confirmed-outcomes.ts'
import { toPair } from '../history/job-rows.ts'
import { type PairRow, pairChunks } from '../history/pair-chunks.ts'
import { IMPOSSIBLE } from '../states.ts'
import type { Tables } from '../tables.ts'

/** A job with its pairs in these states, or with all. */
export async function loadRun(db: Kysely<Tables>, id: string, states?: readonly number[]): Promise<RunJob> {
  const job = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const images = await db
    .selectFrom('job_images')
    .select(['n', 'image_id', 'outcomes'])
    .where('job', '=', job.seq)
    .orderBy('n')
    .execute()
  const projects = await db
    .selectFrom('job_projects')
    .select('project_id')
    .where('job', '=', job.seq)
    .orderBy('n')
    .execute()
  // Whoever tries an impossible pair again wants it, whatever was confirmed before.
  const wanted = await db
    .selectFrom('past_pairs')
    .select(['image', 'project'])
    .where('job', '=', job.seq)
    .where('state', 'in', IMPOSSIBLE)
    .execute()
  const isWanted = new Set(wanted.map(keyOf))
  const confirmedFor = confirmedIn(job.confirmed === 1 ? images : [])
  const open: RunPair[] = []
  for await (const rows of pairChunks(db, job.seq, states))
    for (const row of rows) open.push(toRunPair(row, isWanted.has(keyOf(row)) ? null : confirmedFor(row)))
  const calls = await db
    .selectFrom('calls')
    .select(['n', 'images', 'projects', 'cloud_job_id'])
    .where('job', '=', job.seq)
    .where('ended_at', 'is', null)
    .orderBy('n')
    .execute()
  return {
    seq: job.seq,
    revision: job.revision,
    id: job.id,
    projectId: job.project_id,
    actor: { id: job.actor_id, name: job.actor_name },
    ended: job.ended_at !== null,
    stopping: job.stop_at !== null,
    action: job.action,
    revokeGrants: job.revoke_grants === 1,
    proves: job.proves === 1,
    makeShared: job.make_shared === 1,
    vaultId: job.vault_id,
    images: images.map((row) => row.image_id),
    projects: projects.map((row) => row.project_id),
    open,
    calls: calls.map((row) => ({
      n: row.n,
      images: JSON.parse(row.images),
      projects: JSON.parse(row.projects),
      cloudJobId: row.cloud_job_id,
    })),
  }
}

/** A job of the project with all its pairs; null when there is no such job. */
export async function loadWhole(
  db: Kysely<Tables>,
  { projectId, id }: { projectId: string; id: string },
): Promise<RunJob | null> {
  const known = await db
    .selectFrom('jobs')
    .select('id')
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  return known ? loadRun(db, id) : null
}

const keyOf = ({ image, project }: Position) => `${image} ${project}`

function toRunPair(row: PairRow, confirmed: PlannedOutcome | null): RunPair {
  const { earlier: _, withdrawn: __, ...pair } = toPair(row, { confirmed })
  return { ...pair, wasSent: row.was_sent === 1, memberSince: row.member_since }
}
