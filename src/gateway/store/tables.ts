import type { Generated } from 'kysely'
import type { Code } from '#contract/codes'
import type { JobAction, JobStatus } from '#contract/job'
import type { PairState } from '#contract/pair'

/**
 * The columns, as Kysely sees them. Times are in ms since 1970; `job` is `jobs.seq`; SQLite has no booleans.
 */
export type Tables = {
  /** One row: the number of the latest change of any job. */
  revisions: { id: number; value: number }
  jobs: JobsTable
  job_images: { job: number; n: number; image_id: string; name: string; outcomes: string | null }
  job_projects: { job: number; n: number; project_id: string; name: string }
  pairs: PairsTable
  attempts: {
    job: number
    n: number
    started_at: number
    ended_at: number | null
    /** With whose rights it ran. */
    user_id: string
    user_name: string
  } & Stop
  calls: CallsTable
  recipients: {
    owner_project: string
    id: string
    name: string
    first_used_at: number
    last_used_at: number
  }
  past_pairs: PastPairsTable
  book: {
    owner_project: string
    id: string
    name: string
    account_id: string
    owner: string
    notes: string
    updated_at: number
    updated_by: string
  }
  book_groups: { owner_project: string; id: string; name: string }
  /** Grants that this console made, or was about to make (`grant_id` empty). */
  grants: {
    owner_project: string
    key_id: string
    account_id: string
    grant_id: string
    /** What it is called at the cloud. */
    name: Generated<string>
    user_name: string
    created_at: number
  }
  /** Who is signed in. `roles`: JSON array of names. */
  sessions: SessionsTable
  /** The tokens that unended jobs run with. */
  job_tokens: JobTokensTable
  /** Which users had the members of an ended job read again, and when. */
  rechecks: { job: number; at: number; user_id: string; user_name: string }
  /** What reading all images after a job has shown. */
  proofs: { job: number; at: number; user_id: string; user_name: string; read: string }
  /** Ends of jobs that users have seen: another attempt ends at another time. */
  seen_jobs: { user_id: string; job: number; ended_at: number }
  image_members: ImageMembersTable
  sign_in_attempts: { digest: string; paid_until: number }
  /** What became of the grants that a job was to take back; `code` null: revoked. */
  revocations: {
    job: number
    key_id: string
    account_id: string
    grant_id: string
    code: Code | null
    message: string | null
  }
}

/** The members of an image as its owner read them. Reads of an image are numbered from 1 as they begin. */
type ImageMembersTable = {
  owner_project: string
  image_id: string
  /** How many have begun. */
  reads: number
  /** The read that is shown; 0: none. */
  shown_read: Generated<number>
  /** Reads up to this one began before a call on the image ended. */
  outdated_reads: Generated<number>
  /** When the latest read began, whatever came of it. */
  begun_at: number
  /** JSON array of project ID, status and since when; null: there was no such image. */
  members: string | null
  member_count: number | null
  /** When the read that is shown began. */
  read_at: number | null
}

/** `earlier`: the encrypted tokens that it got before its present one; empty when it got none. */
export type SessionsTable = SessionRow & { earlier: string }

export type SessionRow = {
  digest: string
  user_id: string
  user_name: string
  project_id: string
  project_name: string
  roles: string
  sealed: string
  expires_at: number
  created_at: number
  used_at: number
}

/** `roles`: JSON array of names. Times in ms since 1970. */
type JobTokensTable = {
  job: number
  /** The token, encrypted; null when the job has none that may be used. */
  sealed: string | null
  /** SHA-256 of the token, or of the last one. */
  digest: string
  roles: string
  expires_at: number
  /** 1: made for this job alone, and revoked with its end. */
  own: number
  /** 1: another's token whose revocation waits for the end of the jobs that run with it. */
  revoke_after: Generated<number>
  /** 1: the user wants the job to wait for the next sign-in. */
  paused: Generated<number>
  /** When the job was given the token. */
  since: number
}

/** Who asked a job to stop, and when; all null: nobody. An attempt gets it from its job when it ends. */
type Stop = {
  stop_at: number | null
  stop_user_id: string | null
  stop_user_name: string | null
}

export type JobsTable = {
  seq: Generated<number>
  id: string
  request_key: string | null
  project_id: string
  project_name: string
  user_id: string
  user_name: string
  /** The user whose rights it runs with: its own, or the one who took it over or tried it again. */
  actor_id: string
  actor_name: string
  action: JobAction
  reason: string
  status: JobStatus
  revision: number
  created_at: number
  started_at: number | null
  ended_at: number | null
  image_count: number
  project_count: number
  first_image: string
  problem_code: Code | null
  problem_message: string | null
  total: number
  undo_of: string | null
  /** JSON of the contract's `JobPlan`. */
  plan: string | null
  /** JSON array of project IDs. */
  first_time: string
  revoke_grants: Generated<number>
  make_shared: Generated<number>
  vault_id: string | null
  confirmed: Generated<number>
  /** 1: it ends with a proof of what its projects still have. */
  proves: Generated<number>
  attempt: Generated<number>
  /** Wishes that are withdrawn by jobs that undo it. */
  undone: Generated<number>
  /** Of an undo: the wishes that it has withdrawn, or restored. */
  withdraws: Generated<number>
  /** 1: it ended in a way that the contract's `wentWrong` means. */
  went_wrong: Generated<number>
  /** Its number in the line of jobs: the revision that queued it. */
  place: number
  /** Which gateway runs it, and until when unless it renews that (null: for ever), by the database's time. */
  lease_holder: string | null
  lease_until: number | null
} & Record<Exclude<PairState, 'unsent'>, number> & { unsent: Generated<number> } & Stop

/**
 * `image`, `project`: positions in the job's lists; `state`: a position in `STATES`; `claim`, `present`: 0 or
 * 1.
 */
export type PairsTable = {
  job: number
  image: number
  project: number
  state: number
  claim: number | null
  present: number | null
  code: Code | null
  message: string | null
  /** The latest attempt at it. */
  attempt: Generated<number>
  /** 1 once it was part of a call that may have been carried out. */
  was_sent: Generated<number>
  /** 1 once the latest attempt found that it is not as wanted, and was about to send it. */
  was_missing: Generated<number>
  /** 1: it is as wanted, but nobody knows whether by a call of this job. */
  unproven: Generated<number>
  /** 1: what the job wanted for it is withdrawn; `last_undo`: the undo that withdrew or restored it last. */
  withdrawn: Generated<number>
  last_undo: number | null
  read_at: number | null
  /** When the member was made, as the cloud told when it was read back. */
  member_since: number | null
  /** The revision that gave it its final state: the history of a pair is in this order. */
  settled: Generated<number | null>
}

/** Results of pairs in attempts that were followed by another one. */
type PastPairsTable = Omit<
  PairsTable,
  'attempt' | 'was_sent' | 'was_missing' | 'unproven' | 'withdrawn' | 'last_undo' | 'member_since' | 'settled'
> & {
  attempt: number
}

/**
 * `images` and `projects` are JSON arrays of positions: the pairs a call covers, to follow it after a
 * restart.
 */
type CallsTable = {
  job: number
  n: number
  attempt: number
  method: string
  path: string
  images: string
  projects: string
  image_count: number
  project_count: number
  cloud_job_id: string | null
  status: string
  code: Code | null
  message: string | null
  request_id: string | null
  started_at: number
  ended_at: number | null
  /** With whose rights it was made. */
  user_id: string
  user_name: string
}
