import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

export type Named = { id: string; name: string }

/** The name that a project had when the job was made; if it had none, the one that the book has now. */
export const nameOrBooked = sql<string>`coalesce(nullif(p.name, ''), b.name, '')`

/** The lists that a job's pairs point into: its images and its projects, in the job's order. */
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
    .selectFrom('job_projects as p')
    .innerJoin('jobs', 'jobs.seq', 'p.job')
    .leftJoin('book as b', (join) =>
      join.onRef('b.id', '=', 'p.project_id').onRef('b.owner_project', '=', 'jobs.project_id'),
    )
    .select(['p.project_id as id', nameOrBooked.as('name')])
    .where('p.job', '=', seq)
    .orderBy('p.n')
    .execute()
  return { images, projects }
}
