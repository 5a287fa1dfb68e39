import type { SchemaWords } from '../dialect.ts'

/**
 * Times are ms since 1970. `without rowid` keeps rows in the order of their key: a job's million-row
 * neighbour tables are read by ranges only.
 */
export const JOBS = ({ serial, text, withoutRowid }: SchemaWords) => `
create table revisions (id integer primary key, value bigint not null);
insert into revisions (id, value) values (1, 0);

create table jobs (
  seq ${serial},
  id ${text} not null unique,
  request_key ${text},
  project_id ${text} not null,
  project_name ${text} not null,
  user_id ${text} not null,
  user_name ${text} not null,
  action ${text} not null,
  reason ${text} not null,
  status ${text} not null,
  revision bigint not null,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint,
  image_count integer not null,
  project_count integer not null,
  first_image ${text} not null,
  problem_code ${text},
  problem_message ${text},
  total integer not null,
  waiting integer not null,
  sent integer not null,
  done integer not null,
  unchanged integer not null,
  failed integer not null,
  unconfirmed integer not null,
  unique (project_id, request_key)
);
create index jobs_newest on jobs (project_id, seq);
create index jobs_changed on jobs (project_id, revision);
create index jobs_ended on jobs (project_id, ended_at);
create index jobs_open on jobs (project_id) where status in ('queued', 'running', 'waiting');

create table job_images (
  job integer not null,
  n integer not null,
  image_id ${text} not null,
  name ${text} not null,
  primary key (job, n)
)${withoutRowid};
create index job_images_by_id on job_images (image_id, job);

create table job_projects (
  job integer not null,
  n integer not null,
  project_id ${text} not null,
  name ${text} not null,
  primary key (job, n)
)${withoutRowid};
create index job_projects_by_id on job_projects (project_id, job);

create table pairs (
  job integer not null,
  image integer not null,
  project integer not null,
  state integer not null,
  claim integer,
  present integer,
  code ${text},
  message ${text},
  primary key (job, image, project)
)${withoutRowid};

create table attempts (
  job integer not null,
  n integer not null,
  started_at bigint not null,
  ended_at bigint,
  primary key (job, n)
)${withoutRowid};

create table calls (
  job integer not null,
  n integer not null,
  attempt integer not null,
  method ${text} not null,
  path ${text} not null,
  images ${text} not null,
  projects ${text} not null,
  image_count integer not null,
  project_count integer not null,
  cloud_job_id ${text},
  status ${text} not null,
  code ${text},
  message ${text},
  request_id ${text},
  started_at bigint not null,
  ended_at bigint,
  primary key (job, n)
);

create table recipients (
  owner_project ${text} not null,
  id ${text} not null,
  name ${text} not null,
  first_used_at bigint not null,
  last_used_at bigint not null,
  primary key (owner_project, id)
)${withoutRowid};
`

/**
 * `pairs.attempt`: the latest attempt at the pair; `past_pairs`: what came of it in earlier ones.
 * `pairs.was_sent`: it was part of a call in some attempt. `pairs.member_since`: when the member was made, as
 * read back.
 */
export const PLANS_ATTEMPTS_BOOK = ({ text, withoutRowid }: SchemaWords) => `
alter table jobs add column undo_of ${text};
alter table jobs add column plan ${text};
alter table jobs add column first_time ${text} not null default '[]';
alter table jobs add column revoke_grants integer not null default 0;
create index jobs_undo on jobs (undo_of) where undo_of is not null;

alter table pairs add column attempt integer not null default 1;
alter table pairs add column was_sent integer not null default 0;
alter table pairs add column read_at bigint;
alter table pairs add column member_since bigint;

create table past_pairs (
  job integer not null,
  image integer not null,
  project integer not null,
  attempt integer not null,
  state integer not null,
  claim integer,
  present integer,
  code ${text},
  message ${text},
  read_at bigint,
  primary key (job, image, project, attempt)
)${withoutRowid};

create table book (
  owner_project ${text} not null,
  id ${text} not null,
  name ${text} not null,
  account_id ${text} not null,
  owner ${text} not null,
  notes ${text} not null,
  updated_at bigint not null,
  primary key (owner_project, id)
)${withoutRowid};

create table book_groups (
  owner_project ${text} not null,
  id ${text} not null,
  name ${text} not null,
  primary key (owner_project, id, name)
)${withoutRowid};

create table grants (
  owner_project ${text} not null,
  key_id ${text} not null,
  account_id ${text} not null,
  grant_id ${text} not null,
  user_name ${text} not null,
  created_at bigint not null,
  primary key (owner_project, key_id, account_id, grant_id)
)${withoutRowid};
`

/**
 * Pairs that were ruled out before anything was sent have a state of their own, and every pair knows the
 * revision that settled it. For older pairs only their job's revision is known. `jobs.attempt`: the latest
 * attempt, whose start is `started_at` now. `jobs.undone`: pairs that are changed back; two passes, for undos
 * that were undone.
 */
export const IMPOSSIBLE = () => `
alter table jobs add column impossible integer not null default 0;
alter table pairs add column settled bigint;
update pairs set settled = (select revision from jobs where jobs.seq = pairs.job) where state not in (2, 3);
update pairs set state = 6 where state = 1 and was_sent = 0 and message like 'Not sent: %';
update past_pairs set state = 6 where state = 1 and message like 'Not sent: %';
update jobs set impossible = (select count(*) from pairs where pairs.job = jobs.seq and pairs.state = 6)
  where failed > 0;
update jobs set failed = failed - impossible where impossible > 0;
alter table jobs add column attempt integer not null default 1;
alter table jobs add column undone integer not null default 0;
update jobs set attempt = (select max(n) from attempts where attempts.job = jobs.seq),
  started_at = (select max(attempts.started_at) from attempts where attempts.job = jobs.seq)
  where started_at is not null;
update jobs set undone = (select sum(u.done) from jobs u where u.undo_of = jobs.id)
  where exists (select 1 from jobs u where u.undo_of = jobs.id);
update jobs set undone = (select sum(u.done - u.undone) from jobs u where u.undo_of = jobs.id)
  where exists (select 1 from jobs u where u.undo_of = jobs.id);
`

/**
 * `grants.name`: the name it has at the cloud; `grant_id` is empty while nobody knows whether it was made.
 */
export const REVOCATIONS = ({ text, withoutRowid }: SchemaWords) => `
alter table grants add column name ${text} not null default '';

create table revocations (
  job integer not null,
  key_id ${text} not null,
  account_id ${text} not null,
  grant_id ${text} not null,
  code ${text},
  message ${text},
  primary key (job, grant_id)
)${withoutRowid};
`

/**
 * `digest`: SHA-256 of what the cookie holds; `sealed`: the token, encrypted. `project_id` is empty until a
 * project is chosen.
 */
export const SESSIONS = ({ text }: SchemaWords) => `
create table sessions (
  digest ${text} not null primary key,
  user_id ${text} not null,
  user_name ${text} not null,
  project_id ${text} not null,
  project_name ${text} not null,
  roles ${text} not null,
  sealed ${text} not null,
  expires_at bigint not null,
  created_at bigint not null,
  used_at bigint not null
);
create index sessions_project on sessions (project_id, expires_at);
`

/** `make_shared`: the operator agreed that private images are made shared, where the cloud asks for that. */
export const MAKE_SHARED = () => `
alter table jobs add column make_shared integer not null default 0;
`

/**
 * What gateways share. `jobs.place`: the number in the line; older jobs stand in the order in which they were
 * made. `sign_in_failures.digest`: SHA-256 of who tried from where.
 */
export const LEASES = ({ text }: SchemaWords) => `
alter table jobs add column place bigint not null default 0;
update jobs set place = seq;
alter table jobs add column lease_holder ${text};
alter table jobs add column lease_until bigint;

create table sign_in_failures (
  digest ${text} not null primary key,
  failures integer not null,
  failed_at bigint not null
);
create index sign_in_failures_old on sign_in_failures (failed_at);
`

/** `vault_id`: where the data of full-ECS images goes that a recipient accepts. */
export const ANSWERS = ({ text }: SchemaWords) => `
alter table jobs add column vault_id ${text};
`
