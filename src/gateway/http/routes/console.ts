import type { Hono } from 'hono'
import type * as z from 'zod/mini'
import { type Endpoint, type Endpoints, endpoints } from '#contract/endpoints'
import type { BookEntry } from '#contract/recipient'
import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Credentials } from '../../auth/credentials.ts'
import type { Roles } from '../../auth/roles.ts'
import type { Driver, Identity } from '../../cloud/driver.ts'
import { makeGrants } from '../../jobs/grants/make-grants.ts'
import type { JobActions, WhyNot } from '../../jobs/job-actions.ts'
import type { Runner } from '../../jobs/runner.ts'
import type { Store } from '../../store/database.ts'
import { submissionKey } from '../../store/submissions.ts'
import type { Env } from '../env.ts'
import { RequestRefused } from '../problems.ts'
import { signedInAs } from '../signed-in-as.ts'
import { readJsonBody } from './read-json.ts'
import { readQuery } from './read-query.ts'
import { checkReason, readSubmission } from './submission-headers.ts'

export type ConsoleParts = {
  driver: Driver
  actions: JobActions
  runner: Pick<Runner, 'submit'>
  credentials: Pick<Credentials, 'openJobs'>
  store: Store
  access: Access
  cloudCache: CloudCache
  roles: Roles
  requirePlan: boolean
  cloud: { name: string; embedded: boolean }
  version: string
  newId: () => string
}

/** The console's own calls: all of the contract but the specification's. */
type Name = Exclude<
  keyof Endpoints,
  | 'shareImages'
  | 'unshareImages'
  | 'answerShares'
  | 'plan'
  | 'signInInfo'
  | 'signIn'
  | 'sessionProjects'
  | 'chooseProject'
  | 'signOut'
>
type Query<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined
type Body<E> = E extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined
type Call<E> = {
  who: Identity
  query: Query<E>
  body: Body<E>
  param: (name: string) => string
  /** Is aborted once the caller has gone. */
  signal: AbortSignal
  headers: Headers
  /** Fails when the cloud does not know the token any more: before anything is told that nobody asked it for. */
  confirm: () => Promise<Identity>
}
type Handlers = { [N in Name]: (call: Call<Endpoints[N]>) => Promise<z.input<Endpoints[N]['response']>> }

const PAGE = 100
const MAX_PAGE = 1000

/** Registers the calls with the methods and paths of the contract's table, so that the two cannot drift apart. */
export function consoleRoutes(app: Hono<Env>, parts: ConsoleParts) {
  for (const [name, handle] of Object.entries(handlers(parts))) {
    const { method, path, query, body }: Endpoint = endpoints[name as Name]
    app.on(method, toPattern(path), async (c) => {
      const confirm = c.get('confirm')
      const read = body && (await readJsonBody(c.req.raw, body))
      const call = {
        // A body may have taken long to arrive.
        who: body ? await confirm() : c.get('who'),
        query: query && readQuery(query, new URL(c.req.url).searchParams),
        body: read,
        param: (key: string) => c.req.param(key) ?? '',
        signal: c.req.raw.signal,
        headers: c.req.raw.headers,
        confirm,
      }
      const answer = await (handle as (call: Call<unknown>) => Promise<object>)(call as Call<unknown>)
      // The reading may have taken long, too.
      if (isRead(name as Name)) await confirm()
      return c.json(answer)
    })
  }
}

/** The poll asks by itself, when there is something to tell. */
const isRead = (name: Name) =>
  name !== 'jobChanges' && (name === 'shares' || endpoints[name].method === 'GET')

/** `{id}` of the contract as Hono writes it. */
export const toPattern = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')

/**
 * Whether somebody may do what ends in a call to the cloud (a retry, an undo, a grant, a look at the members) is the
 * cloud's to say: it is asked with the caller's own token. What is the console's own has no cloud to ask: the recipient
 * book, and that a job of somebody else goes on with other rights.
 */
function handlers(parts: ConsoleParts): Handlers {
  const {
    driver,
    store,
    access,
    cloudCache,
    actions,
    runner,
    roles,
    requirePlan,
    credentials,
    cloud,
    version,
  } = parts
  const detail = async (who: Identity, id: string) =>
    (await store.jobs.detail(who.project.id, id)) ?? notFound('This project has no such job.')
  return {
    settings: async ({ who }) => {
      const { user, project } = who
      const { recipientsPerImage, recipientsPerFullEcsImage } = driver.capabilities
      const limits = { recipientsPerImage, recipientsPerFullEcsImage }
      return {
        version,
        cloud,
        user,
        project,
        signedInAs: signedInAs(who),
        mayShare: roles.mayChange(who),
        limits,
      }
    },
    images: async ({ who }) => ({
      images: await cloudCache.images(who),
      counting: cloudCache.isCounting(who),
    }),
    received: async ({ who }) => ({ images: await cloudCache.received(who) }),
    recipients: async ({ who }) => ({ recipients: await cloudCache.recipients(who) }),
    jobs: ({ who, query: { cursor, limit, ...filter } }) =>
      store.jobs.page(who.project.id, filter, cursor, pageSize(limit)),
    jobChanges: async ({ who, query: { since }, confirm }) => {
      const changes = await store.jobs.changes(who.project.id, since)
      const isNews = since === 0 || changes.jobs.length > 0
      if (isNews) await confirm()
      return changes
    },
    jobByKey: async ({ who, param }) =>
      (await store.jobs.byKey(who.project.id, submissionKey(who.user.id, param('key')))) ??
      notFound('No job was made with this key.'),
    job: ({ who, param }) => detail(who, param('id')),
    retryJob: async ({ who, param }) => accepted(await actions.retry(who, param('id'))),
    createJob: async ({ who, body: { action, ...set }, headers }) => {
      const { jobId } = await runner.submit(who, { ...readSubmission(headers, { requirePlan }), action, set })
      return { job_id: jobId }
    },
    stopJob: async ({ who, param }) => {
      const job = await detail(who, param('id'))
      if (job.user.id !== who.user.id) roles.requireChange(who, 'stop jobs of others')
      const outcome = await actions.stop(who, job.id)
      return outcome === 'asked' ? detail(who, job.id) : hindered(outcome)
    },
    recheckJob: async ({ who, param }) => {
      const outcome = await actions.recheck(who, param('id'))
      return outcome === 'done' ? detail(who, param('id')) : hindered(outcome)
    },
    takeOverJob: async ({ who, param }) => {
      roles.requireChange(who, 'take over jobs')
      return accepted(await actions.takeOver(who, param('id')))
    },
    ownJobs: async ({ who }) => ({ open: (await credentials.openJobs(who)).length }),
    undoPlan: async ({ who, param }) => {
      const plan = await actions.undoPlan(who, param('id'))
      return typeof plan === 'string' ? hindered(plan) : plan
    },
    undoJob: async ({ who, param, body }) =>
      accepted(await actions.undo(who, param('id'), { ...body, reason: checkReason(body.reason) })),
    saveRecipient: async ({ who, param, body }) => {
      roles.requireChange(who, CHANGE_BOOK)
      refuseOwn(who, [body])
      if (param('id') !== body.id)
        throw new RequestRefused(
          400,
          'CONSOLE.BODY',
          'The ID of the entry is not the one in the address.',
          'id',
        )
      await store.book.save(who.project.id, [body])
      const known = await cloudCache.recipients(who)
      return known.find(({ id }) => id === body.id) ?? notFound('The entry has just been deleted.')
    },
    deleteRecipient: async ({ who, param }) => {
      roles.requireChange(who, CHANGE_BOOK)
      const saved = await store.book.remove(who.project.id, param('id'))
      return { saved: saved || notFound('The book has no such entry.') }
    },
    importRecipients: async ({ who, body: { entries } }) => {
      roles.requireChange(who, CHANGE_BOOK)
      refuseOwn(who, entries)
      await store.book.save(who.project.id, entries)
      return { saved: entries.length }
    },
    shares: ({ who, body, signal }) => access.findShares(who, body, signal),
    createGrants: async ({ who, body }) => ({
      results: await makeGrants({ ...parts, grants: store.grants }, who, body),
    }),
    jobPairs: async ({ who, param, query: { state, cursor, limit } }) =>
      (await store.jobs.pairs(who.project.id, param('id'), { state, cursor, limit: pageSize(limit) })) ??
      notFound('This project has no such job.'),
  }
}

const CHANGE_BOOK = 'change the recipient book'

/** An own project is no recipient. */
function refuseOwn(who: Identity, entries: readonly BookEntry[]) {
  if (entries.some(({ id }) => id === who.project.id))
    throw new RequestRefused(
      400,
      'CONSOLE.OWN_PROJECT',
      'The project that owns the images is no recipient.',
      'id',
    )
}

function pageSize(limit: number | undefined): number {
  if (limit === undefined) return PAGE
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit
  throw new RequestRefused(400, 'CONSOLE.QUERY', `The parameter "limit" must be 1 to ${MAX_PAGE}.`, 'limit')
}

const accepted = (made: { jobId: string } | WhyNot) =>
  typeof made === 'string' ? hindered(made) : { job_id: made.jobId }

/** What stands in the way of an action on a job, as an answer. */
function hindered(why: WhyNot): never {
  if (why === 'unknown') return notFound('This project has no such job.')
  throw new RequestRefused(409, `CONSOLE.${why.toUpperCase()}`, HINDRANCES[why])
}

const HINDRANCES = {
  able: 'The job runs with the rights of its own user. It can be taken over when it waits for them to sign in.',
  ended: 'The job has ended already. What it changed can be undone.',
  running: 'The job has not ended yet. Wait for its end, or stop it, then try again.',
  nothing: 'There is nothing to do: no pair of this job is left for it.',
  answer: 'An answer is not undone. Give the other one: accept or reject the same images.',
} as const

function notFound(message: string): never {
  throw new RequestRefused(404, 'CONSOLE.NOT_FOUND', message)
}
