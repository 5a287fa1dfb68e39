import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { JobFilter } from '#contract/job'
import type { Tables } from './tables.ts'

/** The filters of the history as conditions on `jobs`; images and projects are found without touching pairs. */
export const matching =
  (filter: JobFilter) =>
  (eb: ExpressionBuilder<Tables, 'jobs'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = []
    if (filter.status) all.push(eb('status', '=', filter.status))
    if (filter.action) all.push(eb('action', '=', filter.action))
    if (filter.from !== undefined) all.push(eb('created_at', '>=', filter.from))
    if (filter.to !== undefined) all.push(eb('created_at', '<', filter.to))
    if (filter.user) all.push(eb.or([eb('user_id', '=', filter.user), eb('user_name', '=', filter.user)]))
    if (filter.image)
      all.push(
        eb(
          'seq',
          'in',
          eb.selectFrom('job_images').select('job').where('image_id', '=', filter.image.toLowerCase()),
        ),
      )
    if (filter.project)
      all.push(
        eb('seq', 'in', eb.selectFrom('job_projects').select('job').where('project_id', '=', filter.project)),
      )
    if (filter.text) {
      const like = `%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      all.push(
        eb.or(
          (['reason', 'first_image', 'user_name', 'id'] as const).map(
            (column) => sql<SqlBool>`lower(${eb.ref(column)}) like ${like} escape '\\'`,
          ),
        ),
      )
    }
    return eb.and(all)
  }
