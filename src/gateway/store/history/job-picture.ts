import type { Kysely } from 'kysely'
import { type JobPicture, letterOfStage, MAX_CELLS, stageOf } from '#contract/picture'
import type { Tables } from '../tables.ts'
import { toOutcome } from './job-rows.ts'
import { columnChunks } from './pair-chunks.ts'

const NOT_ASKED = letterOfStage('notAsked')

/** Every pair of a job as a letter; null when the project has no such job. */
export async function jobPictureOf(
  db: Kysely<Tables>,
  { projectId, id, since }: { projectId: string; id: string; since: number | undefined },
): Promise<JobPicture | null> {
  const job = await db
    .selectFrom('jobs')
    .select(['seq', 'action', 'revision', 'image_count', 'project_count'])
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!job) return null
  // Read before the pairs: when some change meanwhile, the next question finds a newer one.
  const { revision, image_count: height, project_count: width } = job
  if (revision === since) return { revision, rows: null }
  if (height * width > MAX_CELLS) return { revision, rows: [] }
  const letters = Buffer.alloc(height * width, NOT_ASKED)
  const chunks = columnChunks(db, ['image', 'project', 'state', 'claim', 'present', 'withdrawn'], {
    seq: job.seq,
  })
  for await (const pairs of chunks)
    for (const { image, project, withdrawn, ...result } of pairs) {
      const stage = stageOf(job.action, { ...toOutcome(result), withdrawn: withdrawn === 1 })
      letters.write(letterOfStage(stage), image * width + project, 'latin1')
    }
  const rowOf = (image: number) => letters.toString('latin1', image * width, (image + 1) * width).trimEnd()
  return { revision, rows: Array.from({ length: height }, (_, image) => rowOf(image)) }
}
