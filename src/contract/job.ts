import * as z from 'zod/mini'
import { MAX_REASON } from './headers.ts'
import { ownerAction, pairCounts } from './pair.ts'
import { code } from './problem.ts'
import { proof } from './proof.ts'
import { jobStop } from './stop.ts'

/** What a recipient answers to images that are shared with it. */
const answerAction = z.enum(['accept', 'reject'])
export type AnswerAction = z.infer<typeof answerAction>

/**
 * The action of a job on its pairs. The pairs of an answer are images of others with the job's own project.
 */
export const jobAction = z.enum([...ownerAction.options, ...answerAction.options])
export type JobAction = z.infer<typeof jobAction>

/** Whether a job is the answer of a recipient. */
export const isAnswer = (action: JobAction): action is AnswerAction =>
  action === 'accept' || action === 'reject'

/** Whether a job wants its pairs to be there. */
export const wantsPresent = (action: JobAction): boolean => action !== 'unshare'

/** The status of a member after each answer. */
export const ANSWERED = { accept: 'accepted', reject: 'rejected' } as const

/**
 * - `queued`: stored, not begun
 * - `running`: pairs are being sent, waited for or read back
 * - `waiting`: cannot go on now (needs sign-in, cloud unreachable) and goes on by itself once it can
 * - `succeeded`: every pair is done or was so before
 * - `partial`: some pairs failed, are not confirmed or were impossible
 * - `failed`: no pair arrived
 * - `stopped`: somebody stopped it before every pair was sent
 */
export const jobStatus = z.enum(['queued', 'running', 'waiting', 'succeeded', 'partial', 'failed', 'stopped'])
export type JobStatus = z.infer<typeof jobStatus>

/** The states a job never leaves by itself. Anything else is still going. */
export const TERMINAL: ReadonlySet<JobStatus> = new Set(['succeeded', 'partial', 'failed', 'stopped'])

const named = z.object({ id: z.string(), name: z.string() })

/** A job as everybody sees it. Times in ms since 1970. `revision` grows with every change of any job. */
const jobFacts = z.object({
  id: z.string(),
  revision: z.number(),
  action: jobAction,
  status: jobStatus,
  user: named,
  /** Whose rights it runs with: the user's, or those of whoever took it over or tried it again. */
  actor: named,
  reason: z.string(),
  imageCount: z.number(),
  projectCount: z.number(),
  /** Name of the first image (its ID when it has none), for a readable row. */
  firstImage: z.string(),
  pairs: pairCounts,
  createdAt: z.number(),
  /** The number of the latest attempt, and when that began. */
  attempt: z.number(),
  startedAt: z.nullable(z.number()),
  endedAt: z.nullable(z.number()),
  /** The reason why a job waits, or why it failed as a whole. */
  problem: z.nullable(z.object({ code, message: z.string() })),
  /** The job that this one undoes. */
  undoOf: z.nullable(z.string()),
  /**
   * How many pairs the job still wants as they are: an undo withdraws these wishes, whether or not it sends
   * anything.
   */
  wishes: z.number(),
  /** How many of these wishes are withdrawn, by jobs that undo it. */
  undone: z.number(),
  /** Null unless the latest attempt was stopped, or is about to be. */
  stop: z.nullable(jobStop),
})
export type JobFacts = z.infer<typeof jobFacts>

/** A job as lists show it. `seen`: the caller has said so of its end. Another attempt has an end of its own. */
const jobSummary = z.extend(jobFacts, { seen: z.boolean() })
export type JobSummary = z.infer<typeof jobSummary>

/** Whether everything that a job wanted is withdrawn. */
export const isUndone = ({ undone, wishes }: Pick<JobSummary, 'undone' | 'wishes'>): boolean =>
  undone > 0 && undone >= wishes

/** Whether a job was asked to stop and has not ended yet. */
export const isStopping = ({ stop, status }: Pick<JobSummary, 'stop' | 'status'>): boolean =>
  stop !== null && !TERMINAL.has(status)

/**
 * Whether a job ended worse than its plan said, and still matters: pairs failed or are not confirmed, or none
 * arrived, and it was not undone. Pairs that somebody stopped before they were sent are as that person wanted
 * them.
 */
export const wentWrong = (job: Pick<JobSummary, 'status' | 'pairs' | 'undone' | 'wishes'>): boolean =>
  !isUndone(job) &&
  (job.status === 'failed' ||
    ((job.status === 'partial' || job.status === 'stopped') && job.pairs.failed + job.pairs.unconfirmed > 0))

/**
 * Whether a job is to be shown before others until its reader has seen it. After `UNSEEN_MS` it is not: nobody who comes
 * new to a project has to go through its years.
 */
export const isUnseen = (job: JobSummary, now: number): boolean =>
  wentWrong(job) && !job.seen && job.endedAt !== null && now - job.endedAt < UNSEEN_MS

/** How long a job that went wrong waits to be seen, in ms. */
export const UNSEEN_MS = 30 * 24 * 60 * 60 * 1000

/** The problem of a job whose user must sign in before it can go on. */
export const NEEDS_SIGN_IN = 'APIGW.0301'

/** Whether a job waits for its user to sign in, or for a colleague to take over. */
export const waitsForSignIn = ({ status, problem }: Pick<JobSummary, 'status' | 'problem'>): boolean =>
  status === 'waiting' && problem?.code === NEEDS_SIGN_IN

/** One call made to the cloud for a job. */
const cloudCall = z.object({
  attempt: z.number(),
  /** With whose rights it was made. */
  user: named,
  method: z.string(),
  path: z.string(),
  images: z.number(),
  projects: z.number(),
  cloudJobId: z.nullable(z.string()),
  status: z.string(),
  code: z.nullable(code),
  message: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
})
export type CloudCall = z.infer<typeof cloudCall>

/**
 * One go at a job's pairs, with the rights of `user`: the first takes all of them, a later one those that had
 * failed or were not sent, or what was left when somebody else took over. `pairs`: what came of it; `stop`:
 * who stopped it (null: nobody).
 */
const attempt = z.object({
  number: z.number(),
  user: named,
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  stop: z.nullable(jobStop),
  pairs: pairCounts,
})
export type Attempt = z.infer<typeof attempt>

/**
 * The plan that a job made before it sent anything: pairs to change, pairs that are as wanted already,
 * impossible ones by code, and pairs of which nothing could be read.
 */
const jobPlan = z.object({
  at: z.number(),
  change: z.number(),
  same: z.number(),
  unread: z.number(),
  impossible: z.array(z.object({ code, pairs: z.number() })),
  /** IDs of first-time recipients. */
  firstTime: z.array(z.string()),
})
export type JobPlan = z.infer<typeof jobPlan>

/**
 * The result for a key grant that a stop was to take back: revoked (`code` null), kept as a share still needs
 * it (`CONSOLE.GRANT_NEEDED`), or refused by the cloud.
 */
const revocation = z.object({
  keyId: z.string(),
  accountId: z.string(),
  grantId: z.string(),
  code: z.nullable(code),
  message: z.nullable(z.string()),
})
export type Revocation = z.infer<typeof revocation>

/** Whether a grant was to be revoked, could have been, and was not. */
export const isRefused = ({ code }: Revocation): boolean => code !== null && code !== 'CONSOLE.GRANT_NEEDED'

export const jobDetail = z.extend(jobSummary, {
  project: named,
  images: z.array(named),
  projects: z.array(named),
  /** Null until the members were read for the first time. */
  plan: z.nullable(jobPlan),
  /** The vault for the data of full-ECS images, for an answer that needs one. */
  vaultId: z.nullable(z.string()),
  /** Jobs that undo this one, oldest first. */
  undos: z.array(z.string()),
  attempts: z.array(attempt),
  /** Who had the members read again after the end of the job, and when. */
  rechecks: z.array(z.object({ at: z.number(), user: named })),
  /** It ends with a proof of what its projects still have; `proofs`: those that were made, oldest first. */
  proves: z.boolean(),
  proofs: z.array(proof),
  /** When members were read back for a pair of it for the last time. */
  readAt: z.nullable(z.number()),
  /** Pairs of which the cloud has said that they are done. */
  claimed: z.number(),
  /** Pairs that were as wanted when the job ended, and are not any more, as reading the members again has shown. */
  gone: z.number(),
  calls: z.array(cloudCall),
  revocations: z.array(revocation),
})
export type JobDetail = z.infer<typeof jobDetail>

/** A text of a filter, at most as long as a reason. */
const searched = z.string().check(z.maxLength(MAX_REASON))

/** Filters of the history; all optional, all combine. `from`/`to` in ms since 1970, `to` exclusive. */
export const jobFilter = z.object({
  status: z.optional(jobStatus),
  /** Only jobs that went wrong and that the caller has not seen. */
  seen: z.optional(z.literal('no')),
  action: z.optional(jobAction),
  image: z.optional(searched),
  project: z.optional(searched),
  user: z.optional(searched),
  text: z.optional(searched),
  from: z.optional(z.int()),
  to: z.optional(z.int()),
})
export type JobFilter = z.infer<typeof jobFilter>

/** What the history is in the order of, and in which direction; the newest first unless told. */
export const jobOrder = z.object({
  sort: z.optional(z.enum(['created', 'ended', 'pairs', 'who'])),
  order: z.optional(z.enum(['asc', 'desc'])),
})
export type JobOrder = z.infer<typeof jobOrder>

/** A page of the history. */
export const jobPage = z.object({ jobs: z.array(jobSummary), nextCursor: z.nullable(z.string()) })
export type JobPage = z.infer<typeof jobPage>

/**
 * What changed since a cursor: the jobs whose revision is past it (of the newest `PANEL_JOBS` when the cursor
 * is 0, and those that `isUnseen` means), and the cursor to ask with next. `running` and `failed` count over all of the
 * project's jobs: not yet ended, and those that `isUnseen` means for the caller.
 */
export const jobChanges = z.object({
  jobs: z.array(jobSummary),
  cursor: z.number(),
  running: z.number(),
  failed: z.number(),
})
export type JobChanges = z.infer<typeof jobChanges>

/**
 * Confirms an undo as it was shown. `revokeGrants`: also take back the plan's idle grants. `unproven`: the
 * IDs of those unproven pairs that are to be changed back as well.
 */
export const undoRequest = z.object({
  fingerprint: z.string(),
  reason: z.string(),
  revokeGrants: z.optional(z.boolean()),
  unproven: z.optional(z.array(z.object({ image: z.string(), project: z.string() }))),
})
export type UndoRequest = z.infer<typeof undoRequest>

/** How many recent jobs the docked panel holds. */
export const PANEL_JOBS = 100
