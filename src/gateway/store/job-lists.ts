import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export type Named = { id: string; name: string }

/** What a job's pairs point into: its images and projects, in its own order. */
export async function listsOf(
  db: Kysely<Tables>,
  seq: number,
): Promise<{ images: Named[]; projects: Named[] }> {
  const images = await db
    .selectFrom('job_images')
    .select(['image_id as id', 'name'])
    .where('job', '=', seq)
    .orderBy('n')
    .execute()
  const projects = await db
    .selectFrom('job_projects')
    .select(['project_id as id', 'name'])
    .where('job', '=', seq)
    .orderBy('n')
    .execute()
  return { images, projects }
}
