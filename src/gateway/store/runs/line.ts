import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { OpenJob } from '../../jobs/model/run.ts'
import { given } from '../dialect.ts'
import { ACTIVE_STATUSES, jobIsActive } from '../states.ts'
import type { Tables } from '../tables.ts'

type Place = Omit<OpenJob, 'held'>

/**
 * Reads the jobs that have not ended, in the order of the line. Every change of a job has a higher revision
 * than all before it, so only what has changed since is read each time, and the images of a job, which never
 * change, once: a look costs the same however long the line is.
 *
 * `isHeld`: whether another gateway has the lease of a job, which is no change of the job.
 */
export function createLine(db: Kysely<Tables>, isHeld: RawBuilder<boolean>): () => Promise<OpenJob[]> {
  let line = new Map<number, Place>()
  /** The revision up to which the line is known. */
  let known = Number.NEGATIVE_INFINITY

  const readChanges = async () => {
    const { value } = await db.selectFrom('revisions').select('value').executeTakeFirstOrThrow()
    if (value === known) return
    // Nothing is known at first, nor after the database was set back to an earlier state.
    const isAfresh = value < known || known < 0
    const before = isAfresh ? new Map<number, Place>() : line
    const rows = await db
      .selectFrom('jobs')
      .select(['seq', 'id', 'project_id', 'actor_id', 'actor_name', 'place', 'stop_at', 'status'])
      .where(isAfresh ? jobIsActive : sql<boolean>`revision > ${known}`)
      .execute()
    const open = rows.filter(({ status }) => isActive(status))
    const images = await imagesOf(
      db,
      open.filter(({ seq }) => !before.has(seq)),
    )
    const ended = rows.filter(({ status }) => !isActive(status))
    for (const { seq } of ended) before.delete(seq)
    for (const { seq, ...row } of open)
      before.set(seq, {
        seq,
        id: row.id,
        place: row.place,
        stopping: row.stop_at !== null,
        projectId: row.project_id,
        actor: { id: row.actor_id, name: row.actor_name },
        images: images.get(seq) ?? before.get(seq)?.images ?? [],
      })
    line = before
    known = value
  }

  const read = async () => {
    await readChanges()
    const held = await db.selectFrom('jobs').select('seq').where(isHeld).execute()
    const isElsewhere = new Set(held.map(({ seq }) => seq))
    return [...line.values()]
      .sort((one, other) => one.place - other.place)
      .map((job) => ({ ...job, held: isElsewhere.has(job.seq) }))
  }

  /** One after the other: an earlier look that is answered late would bring back what has ended since. */
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const next = last.then(read, read)
    last = next
    return next
  }
}

const isActive = (status: string) => ACTIVE_STATUSES.some((active) => active === status)

async function imagesOf(
  db: Kysely<Tables>,
  jobs: readonly { seq: number }[],
): Promise<Map<number, string[]>> {
  const images = new Map<number, string[]>()
  if (jobs.length === 0) return images
  const seqs = jobs.map(({ seq }) => ({ seq }))
  const rows = await db
    .selectFrom('job_images')
    .select(['job', 'image_id'])
    .where(sql<boolean>`job in (select cast(value->>'seq' as integer) from ${given(db, seqs)})`)
    .orderBy('job')
    .orderBy('n')
    .execute()
  for (const { job, image_id } of rows) {
    const known = images.get(job)
    if (known) known.push(image_id)
    else images.set(job, [image_id])
  }
  return images
}
