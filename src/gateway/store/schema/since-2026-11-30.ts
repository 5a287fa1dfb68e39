import type { SchemaWords } from '../dialect.ts'

/**
 * `actor_id`, `actor_name`: the user whose rights the job runs with; `user_id`, `user_name` of attempts and
 * calls: with whose they ran. Older versions did not store that: the job's own user is what is known.
 * `job_tokens.sealed`: the token, encrypted; null once the cloud has refused it, or while the job is paused.
 * `digest`: SHA-256 of the token. An idempotency key is its user's own; keys of undos have no user.
 * `rechecks`: who had members read again, and when.
 */
export const PERSONS = ({ text }: SchemaWords) => `
alter table jobs add column actor_id ${text} not null default '';
alter table jobs add column actor_name ${text} not null default '';
update jobs set actor_id = user_id, actor_name = user_name;
create index jobs_actor on jobs (actor_id, project_id) where status in ('queued', 'running', 'waiting');

alter table attempts add column user_id ${text} not null default '';
alter table attempts add column user_name ${text} not null default '';
update attempts set user_id = (select user_id from jobs where jobs.seq = attempts.job),
  user_name = (select user_name from jobs where jobs.seq = attempts.job);

alter table calls add column user_id ${text} not null default '';
alter table calls add column user_name ${text} not null default '';
update calls set user_id = (select user_id from jobs where jobs.seq = calls.job),
  user_name = (select user_name from jobs where jobs.seq = calls.job);

update jobs set request_key = 'key ' || user_id || ' ' || request_key
  where request_key is not null and undo_of is null;

create table job_tokens (
  job integer not null primary key,
  sealed ${text},
  digest ${text} not null,
  roles ${text} not null,
  expires_at bigint not null,
  own integer not null,
  revoke_after integer not null default 0,
  paused integer not null default 0,
  since bigint not null
);
create index job_tokens_digest on job_tokens (digest);

create table rechecks (
  job integer not null,
  at bigint not null,
  user_id ${text} not null,
  user_name ${text} not null
);
create index rechecks_job on rechecks (job, at);
`

/** `earlier`: the tokens that a session got before its present one, as an encrypted JSON array. */
export const SESSION_TOKENS = ({ text }: SchemaWords) => `
alter table sessions add column earlier ${text} not null default '';
`

/** `stop_at`, `stop_user_…`: who asked for the end of a job, or of an attempt that has ended so. */
export const STOPS = ({ text }: SchemaWords) => `
alter table jobs add column unsent integer not null default 0;
alter table jobs add column stop_at bigint;
alter table jobs add column stop_user_id ${text};
alter table jobs add column stop_user_name ${text};
alter table attempts add column stop_at bigint;
alter table attempts add column stop_user_id ${text};
alter table attempts add column stop_user_name ${text};
`

/**
 * `pairs.was_missing`: it was about to be sent, as it was not as wanted. `pairs.unproven`: as wanted, but
 * nobody knows whether by a call of this job. `pairs.withdrawn`, `pairs.last_undo`: the job's wish for the
 * pair does not count any more, since that undo. `jobs.withdraws`: wishes that an undo has withdrawn or
 * restored. A pair that the cloud refused for good was not sent.
 */
export const WISHES = () => `
alter table pairs add column was_missing integer not null default 0;
alter table pairs add column unproven integer not null default 0;
alter table pairs add column withdrawn integer not null default 0;
alter table pairs add column last_undo bigint;
alter table jobs add column withdraws integer not null default 0;
update pairs set was_sent = 0 where state = 1 and present = 0 and was_sent = 1 and coalesce(code, '') not in
  ('CONSOLE.LOST', 'CONSOLE.TIMEOUT', 'CONSOLE.UNREACHABLE', 'CONSOLE.UNREADABLE', 'IMG.0061', 'APIGW.0201', '500', '502', '503', '504');
`

/**
 * `job_images.outcomes`: what was confirmed for the pairs of the image, a character for each project
 * (`contract/pair.ts`). `jobs.confirmed`: the job sends no pair that was not confirmed as to be sent.
 */
export const CONFIRMED = ({ text }: SchemaWords) => `
alter table job_images add column outcomes ${text};
alter table jobs add column confirmed integer not null default 0;
`

/** `jobs.went_wrong`: 1 for a job that ended in a way that the contract's `wentWrong` means. */
export const WENT_WRONG = () => `
alter table jobs add column went_wrong integer not null default 0;
`

/** The snapshot of members. `reads` numbers the reads of an image as they begin; see `ImageMembersTable`. */
export const IMAGE_MEMBERS = ({ text }: SchemaWords) => `
create table image_members (
  owner_project ${text} not null,
  image_id ${text} not null,
  reads bigint not null,
  shown_read bigint not null default 0,
  outdated_reads bigint not null default 0,
  begun_at bigint not null,
  members ${text},
  member_count integer,
  read_at bigint,
  primary key (owner_project, image_id)
);
create index image_members_by_image on image_members (image_id);
create index image_members_begun on image_members (begun_at);
`

/** The line is read by what has changed in it; leases are looked up by themselves. */
export const LINE = () => `
create index jobs_revision on jobs (revision);
create index jobs_leased on jobs (lease_holder) where lease_holder is not null;
`

/** Attempts to sign in under digests of who tries and from where, instead of failures; see `createSignInAttemptStore`. */
export const SIGN_IN_ATTEMPTS = ({ text }: SchemaWords) => `
drop table sign_in_failures;
create table sign_in_attempts (
  digest ${text} primary key,
  paid_until bigint not null
);
create index sign_in_attempts_over on sign_in_attempts (paid_until);
`

/** Which ends of jobs a user has seen, and what the history can be in the order of. */
export const SEEN_JOBS = ({ text, withoutRowid }: SchemaWords) => `
create table seen_jobs (
  user_id ${text} not null,
  job integer not null,
  ended_at bigint not null,
  primary key (user_id, job)
)${withoutRowid};
create index jobs_by_end on jobs (project_id, (coalesce(ended_at, 9007199254740991)), seq);
create index jobs_by_pairs on jobs (project_id, total, seq);
create index jobs_by_user on jobs (project_id, (lower(user_name)), seq);
`

/** `updated_by`: the name of who wrote an entry; older versions did not store it. */
export const BOOK_WRITERS = ({ text }: SchemaWords) => `
alter table book add column updated_by ${text} not null default '';
`

/** `jobs.proves`: the job ends with a proof; `proofs.read`: JSON of the contract's `Proof`, without who and when. */
export const PROOFS = ({ text }: SchemaWords) => `
alter table jobs add column proves integer not null default 0;
create table proofs (
  job integer not null,
  at bigint not null,
  user_id ${text} not null,
  user_name ${text} not null,
  read ${text} not null
);
create index proofs_job on proofs (job, at);
`
