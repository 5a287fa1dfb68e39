import { CONSOLE_CODES } from '#contract/codes'
import type { JobDetail } from '#contract/job'
import type { Roles } from '../../auth/roles.ts'
import type { Identity } from '../../cloud/driver.ts'
import type { ActionProblem, JobActions } from '../../jobs/job-actions.ts'
import type { Runner } from '../../jobs/runner.ts'
import type { Store } from '../../store/database.ts'
import type { StoredDetail } from '../../store/history/job-detail.ts'
import { submissionKey } from '../../store/history/submissions.ts'
import { requireChange } from '../guard.ts'
import { notFound, RequestRefused } from '../problems.ts'
import { checkReason, submissionOf } from './read-headers.ts'
import type { Handlers } from './route-table.ts'

export type JobParts = {
  actions: JobActions
  runner: Pick<Runner, 'submit'>
  store: Pick<Store, 'jobs' | 'requests'>
  roles: Roles
  /** Shares and stops must name the plan that was confirmed. */
  requirePlan: boolean
}

type ReadCalls = 'jobs' | 'jobChanges' | 'jobByKey' | 'job' | 'jobPairs' | 'jobPicture' | 'undoPlan'
type ChangeCalls =
  | 'createJob'
  | 'retryJob'
  | 'stopJob'
  | 'recheckJob'
  | 'proveJob'
  | 'seeJob'
  | 'takeOverJob'
  | 'undoJob'

const PAGE = 100
const MAX_PAGE = 1000

/** The history, and what can be done with a job of it. */
export const jobHandlers = (parts: JobParts): Handlers<ReadCalls | ChangeCalls> => ({
  ...readHandlers(parts),
  ...changeHandlers(parts),
})

function readHandlers({ actions, store }: JobParts): Handlers<ReadCalls> {
  return {
    jobs: ({ who, query: { cursor, limit, sort, order, ...filter } }) =>
      store.jobs.page(who, filter, cursor, pageSize(limit), { sort, order }),
    jobChanges: async ({ who, query: { since }, confirm }) => {
      const changes = await store.jobs.changes(who, since)
      const isNews = since === 0 || changes.jobs.length > 0
      if (isNews) await confirm()
      return changes
    },
    jobByKey: async ({ who, param }) => {
      const job = await store.jobs.byKey(who.project.id, submissionKey(who.user.id, param('key')))
      return job ? withSeen(store, who, job) : notFound('No job was made with this key.')
    },
    job: ({ who, param }) => find(store, who, param('id')),
    jobPairs: async ({ who, param, query: { limit, ...query } }) =>
      (await store.jobs.pairs(who.project.id, param('id'), { ...query, limit: pageSize(limit) })) ??
      notFound(NO_JOB),
    jobPicture: async ({ who, param, query: { since } }) =>
      (await store.jobs.picture(who.project.id, param('id'), since)) ?? notFound(NO_JOB),
    undoPlan: async ({ who, param }) => orRefuse(await actions.undoPlan(who, param('id'))),
  }
}

/**
 * The cloud decides who may retry, undo or read members again: these calls use the caller's own token. The
 * console decides who may stop or take over the job of somebody else, as no cloud can be asked about that.
 */
function changeHandlers({ actions, runner, store, roles, requirePlan }: JobParts): Handlers<ChangeCalls> {
  const accepted = (made: { jobId: string } | ActionProblem) => ({ job_id: orRefuse(made).jobId })
  return {
    createJob: async ({ who, body: { action, proves, ...set }, headers, signal }) => {
      const request = { ...submissionOf(headers, { requirePlan }), action, set, proves }
      return accepted(await runner.submit(who, request, signal))
    },
    retryJob: async ({ who, param }) => accepted(await actions.retry(who, param('id'))),
    stopJob: async ({ who, param }) => {
      const job = await find(store, who, param('id'))
      if (job.user.id !== who.user.id) requireChange(roles, who, 'stop jobs of others')
      orRefuse(await actions.stop(who, job.id))
      return find(store, who, job.id)
    },
    recheckJob: async ({ who, param }) => {
      orRefuse(await actions.recheck(who, param('id')))
      return find(store, who, param('id'))
    },
    proveJob: async ({ who, param }) => {
      orRefuse(await actions.prove(who, param('id')))
      return find(store, who, param('id'))
    },
    seeJob: async ({ who, param }) => {
      const key = { projectId: who.project.id, id: param('id') }
      const seen = await store.requests.see(key, who.user)
      orRefuse(seen)
      return find(store, who, key.id)
    },
    takeOverJob: async ({ who, param }) => {
      requireChange(roles, who, 'take over jobs')
      return accepted(await actions.takeOver(who, param('id')))
    },
    undoJob: async ({ who, param, body }) =>
      accepted(await actions.undo(who, param('id'), { ...body, reason: checkReason(body.reason) })),
  }
}

const NO_JOB = 'This project has no such job.'

async function find(store: JobParts['store'], who: Identity, id: string) {
  const job = await store.jobs.detail(who.project.id, id)
  return job ? withSeen(store, who, job) : notFound(NO_JOB)
}

const withSeen = async (store: JobParts['store'], who: Identity, job: StoredDetail): Promise<JobDetail> => ({
  ...job,
  seen: await store.jobs.isSeen(who, job.id),
})

/** The result of an action; refuses with 409, or 404, when something stands in its way. */
function orRefuse<T>(outcome: T | ActionProblem): T {
  if (!isProblem(outcome)) return outcome as T
  if (outcome === 'CONSOLE.NOT_FOUND') return notFound(NO_JOB)
  const { cause, act } = CONSOLE_CODES[outcome]
  throw new RequestRefused(409, outcome, `${cause} ${act}`)
}

const isProblem = (outcome: unknown): outcome is ActionProblem =>
  typeof outcome === 'string' && outcome in CONSOLE_CODES

function pageSize(limit: number | undefined): number {
  if (limit === undefined) return PAGE
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit
  throw new RequestRefused(400, 'CONSOLE.QUERY', `The parameter "limit" must be 1 to ${MAX_PAGE}.`, 'limit')
}
