import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { JobFilter } from '#contract/job'
import type { Tables } from '../tables.ts'
import { nameOrBooked } from './job-lists.ts'

/** Whose question it is, and of which project. */
export type Reader = { project: { id: string }; user: { id: string } }

/**
 * The filters of the history as conditions on `jobs`; images and projects are found without touching pairs.
 */
export const matching =
  (filter: JobFilter, reader: Reader) =>
  (eb: ExpressionBuilder<Tables, 'jobs'>): Expression<SqlBool> =>
    eb.and([
      ...given(filter.status, (status) => eb('status', '=', status)),
      ...given(filter.seen, () => isUnseen(eb, reader)),
      ...given(filter.action, (action) => eb('action', '=', action)),
      ...given(filter.from, (from) => eb('created_at', '>=', from)),
      ...given(filter.to, (to) => eb('created_at', '<', to)),
      ...given(filter.user, (user) => eb.or([isUser(eb, user), ranAs(eb, user)])),
      ...given(filter.image, (image) => {
        const jobs = eb.selectFrom('job_images').select('job').where('image_id', '=', image.toLowerCase())
        return eb('seq', 'in', jobs)
      }),
      ...given(filter.project, (project) =>
        eb('seq', 'in', eb.selectFrom('job_projects').select('job').where('project_id', '=', project)),
      ),
      ...given(filter.text, (text) => eb.or(found(eb, text))),
    ])

/** Jobs that went wrong, and whose end the reader has not seen. */
const isUnseen = (eb: ExpressionBuilder<Tables, 'jobs'>, { user }: Reader) => {
  const seen = eb
    .selectFrom('seen_jobs')
    .select('job')
    .where('user_id', '=', user.id)
    .whereRef('job', '=', 'jobs.seq')
    .whereRef('seen_jobs.ended_at', '=', 'jobs.ended_at')
  return eb.and([eb('went_wrong', '=', 1), eb.not(eb.exists(seen))])
}

/** The condition of one filter; none if the filter was left out, or left empty. */
const given = <T>(value: T | undefined, condition: (value: T) => Expression<SqlBool>) =>
  value === undefined || value === '' ? [] : [condition(value)]

const isUser = (eb: ExpressionBuilder<Tables, 'jobs'>, user: string) =>
  eb.or([eb('user_id', '=', user), eb('user_name', '=', user)])

/** Jobs of others that this user took over or tried again. */
const ranAs = (eb: ExpressionBuilder<Tables, 'jobs'>, user: string) =>
  eb(
    'seq',
    'in',
    eb
      .selectFrom('attempts')
      .select('job')
      .where((attempt) => attempt.or([attempt('user_id', '=', user), attempt('user_name', '=', user)])),
  )

/** Whether a column has a text in it. Only ASCII letters are folded: others match as written. */
export function contains(column: Expression<string>, text: string): Expression<SqlBool> {
  const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const pattern = `%${folded.replace(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`lower(${column}) like ${pattern} escape '\\'`
}

/**
 * Where a text may be found: in the reason, the user's name, the job's ID or the name of an image or a project;
 * and at the beginning of an image's or a project's ID, by a range of their indices.
 */
function found(eb: ExpressionBuilder<Tables, 'jobs'>, text: string): Expression<SqlBool>[] {
  const like = (column: Expression<string>) => contains(column, text)
  const named = eb
    .selectFrom('job_images')
    .select('n')
    .whereRef('job', '=', 'jobs.seq')
    .where((image) => like(image.ref('name')))
  const withName = eb
    .selectFrom('job_projects as p')
    .leftJoin('book as b', (join) =>
      join.onRef('b.id', '=', 'p.project_id').onRef('b.owner_project', '=', 'jobs.project_id'),
    )
    .select('p.n')
    .whereRef('p.job', '=', 'jobs.seq')
    .where(like(nameOrBooked))
  const byId = beginnings(text).flatMap((id) => {
    const images = eb.selectFrom('job_images').select('job')
    const projects = eb.selectFrom('job_projects').select('job')
    return [
      eb('seq', 'in', images.where('image_id', '>=', id).where('image_id', '<', pastAll(id))),
      eb('seq', 'in', projects.where('project_id', '>=', id).where('project_id', '<', pastAll(id))),
    ]
  })
  return [
    like(eb.ref('reason')),
    like(eb.ref('user_name')),
    like(eb.ref('id')),
    ...byId,
    eb.exists(named),
    eb.exists(withName),
  ]
}

/**
 * How an ID with this beginning may be written: as it is, or in small letters. Empty when no ID begins so.
 */
const beginnings = (text: string): string[] =>
  /^[a-zA-Z0-9-]+$/.test(text) ? [...new Set([text, text.toLowerCase()])] : []

/** The first text after all texts that begin with this one, which ends with an ASCII character. */
const pastAll = (text: string): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1)
