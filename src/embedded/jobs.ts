import { MEMBER_JOB_TYPES, type WireJob, type WireJobResult } from '#ims/jobs'
import type { JobAccepted } from '#ims/members'
import { type Call, inMillis, ok, type Reply, type Route } from './call.ts'
import { requireCaller } from './caller.ts'
import { isRecipientFault, type RecipientFaultName } from './faults.ts'
import { endsAt, type JobRow, jobState } from './job-clock.ts'
import { imsRefusal } from './wire-refusal.ts'

type NewJob = Pick<JobRow, 'type' | 'project_id'> & {
  images: string[]
  projects: string[]
  status?: 'accepted' | 'rejected'
  vaultId?: string | undefined
}

/**
 * Stores a job and answers its ID; nothing of it is done yet. Duplicates count once, image IDs in lower case.
 */
export function submitJob(call: Call, wish: NewJob): Reply {
  const { store, pace, randomHex } = call.world
  const images = [...new Set(wish.images.map((id) => id.toLowerCase()))]
  const projects = [...new Set(wish.projects)]
  const factor = projects.includes('fault-slow') ? 10 : 1
  const stall = projects.indexOf('fault-stall')
  const id = randomHex(16)
  store.run(
    `insert into jobs (id, type, project_id, images, projects, status, vault_id, began_at, init_ms, base_ms, pair_ms,
       total, stall_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    wish.type,
    wish.project_id,
    JSON.stringify(images),
    JSON.stringify(projects),
    wish.status ?? null,
    wish.vaultId ?? null,
    call.now,
    pace.initMs * factor,
    pace.baseMs * factor,
    pace.perPairMs * factor,
    images.length * projects.length,
    stall < 0 ? null : stall,
  )
  return ok({ job_id: id } satisfies JobAccepted)
}

type Failure = { position: number; code: string; message: string }
type Found = { job: JobRow; projects: string[]; failures: Failure[]; faults: Set<RecipientFaultName> }

/**
 * A job of the caller's own project. What an unknown job answers is not documented (404 is not listed for the
 * call); here it is 404 with IMG.0023, "job query failed".
 */
function requireJob(call: Call): Found {
  const { store } = call.world
  const { project } = requireCaller(call)
  const id = call.param('job')
  const job = store.one<JobRow>('select * from jobs where id = ? and project_id = ?', id, project)
  const projects: string[] = job ? JSON.parse(job.projects) : []
  const faults = new Set(projects.filter(isRecipientFault))
  if (!job || faults.has('fault-lose-job')) throw imsRefusal('IMG.0023', 'Querying the job failed.', 404)
  const failures = store.all<Failure>('select * from job_failures where job_id = ? order by position', id)
  return { job, projects, failures, faults }
}

/** The part that both job calls have in common. A failed pair fails the job, with the code of the first. */
function commonPart(call: Call, { job, failures, faults }: Found) {
  const ended = job.done === job.total
  const first = ended ? failures[0] : undefined
  return {
    job_id: job.id,
    job_type: MEMBER_JOB_TYPES[job.type],
    status: jobState(job, failures.length > 0, faults, call.now),
    begin_time: inMillis(job.began_at),
    end_time: ended ? inMillis(endsAt(job)) : '',
    error_code: first?.code ?? null,
    fail_reason: first?.message ?? null,
  }
}

/** Call (a). Results are there as soon as their pair is done. */
function showJob(call: Call): Reply {
  if (call.param('project') !== requireCaller(call).project)
    throw imsRefusal('IMG.0030', 'The project ID does not match the token.')
  const found = requireJob(call)
  const entities = found.faults.has('fault-no-results') ? {} : { results: resultsOf(found) }
  return ok({ ...commonPart(call, found), entities } satisfies WireJob)
}

function resultsOf({ job, projects, failures }: Found): WireJobResult[] {
  const images: string[] = JSON.parse(job.images)
  const results: WireJobResult[] = Array.from({ length: job.done }, (_, position) => ({
    image_id: images[Math.floor(position / projects.length)],
    project_id: projects[position % projects.length],
    status: 'success',
  }))
  for (const { position, code, message } of failures)
    results[position] = { ...results[position], status: 'fail', error_code: code, fail_reason: message }
  return results
}

/** Call (b): no results, only how far it is, from 0 to 1. */
function showProgress(call: Call): Reply {
  const found = requireJob(call)
  const entities = { process_percent: found.job.done / found.job.total, current_task: '' }
  return ok({ ...commonPart(call, found), entities } satisfies WireJob)
}

/** OTC IMS API reference, "Querying the Status of an Asynchronous Job" (a) and "… the Progress …" (b). */
export const jobRoutes: Route[] = [
  { method: 'GET', path: '/v1/cloudimages/job/:job', handle: showProgress },
  { method: 'GET', path: '/v1/:project/jobs/:job', handle: showJob },
]
