import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

export type Named = { id: string; name: string }

/** A name as it was when the job was made; a project that had none may have got one in the book since. */
const nameOrBooked = sql<string>`coalesce(nullif(p.name, ''), b.name, '')`

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
