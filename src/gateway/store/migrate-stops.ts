/** `stop_at`, `stop_user_…`: who asked for the end of a job, or of an attempt that has ended so. */
export const STOPS = `
alter table jobs add column unsent integer not null default 0;
alter table jobs add column stop_at bigint;
alter table jobs add column stop_user_id text;
alter table jobs add column stop_user_name text;
alter table attempts add column stop_at bigint;
alter table attempts add column stop_user_id text;
alter table attempts add column stop_user_name text;
`
