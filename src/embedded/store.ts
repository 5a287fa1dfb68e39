import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'

type Value = string | number | null

/**
 * The world's tables in one SQLite file. Booleans are 0/1, times are ms since 1970, lists are JSON. The type
 * parameters name the columns that the statement selects: the schema below is the only writer.
 */
export type Store = {
  all<Row>(sql: string, ...values: Value[]): Row[]
  one<Row>(sql: string, ...values: Value[]): Row | undefined
  /** Gives the number of rows that changed. */
  run(sql: string, ...values: Value[]): number
  transaction<T>(work: () => T): T
  close(): void
}

const VERSION = 1

const SCHEMA = `
create table domains (id text primary key, name text not null unique);
create table projects (
  id text primary key, name text not null, domain_id text not null, parent_id text not null,
  enabled integer not null,
  description text not null
);
create index projects_by_name on projects (domain_id, name);
create table users (
  id text primary key, name text not null, domain_id text not null, password text not null,
  unique (domain_id, name)
);
create table assignments (
  user_id text not null, project_id text not null, role text not null, primary key (user_id, project_id)
) without rowid;
create table tokens (
  digest text primary key, user_id text not null, project_id text, methods text not null,
  issued_at integer not null,
  expires_at integer not null
) without rowid;
create table images (
  id text primary key, name text not null, owner text not null, status text not null, public integer not null,
  key_id text, whole integer not null, backup_id text, kind text not null, os_type text not null,
  platform text not null, os_version text not null, bytes integer not null, min_disk integer not null,
  min_ram integer not null, protected integer not null, disk_format text not null, created_at integer not null,
  updated_at integer not null, tags text not null
);
create index images_by_age on images (created_at, id);
create table members (
  image_id text not null, project_id text not null, status text not null, vault_id text,
  created_at integer not null, updated_at integer not null, primary key (image_id, project_id)
) without rowid;
create index members_by_project on members (project_id, status);
create table jobs (
  id text primary key, type text not null, project_id text not null, images text not null, projects text not null,
  status text, vault_id text, began_at integer not null, init_ms real not null, base_ms real not null,
  pair_ms real not null, total integer not null, stall_at integer, done integer not null default 0
);
create index jobs_going on jobs (began_at) where done < total;
create table job_failures (
  job_id text not null, position integer not null, code text not null, message text not null,
  primary key (job_id, position)
) without rowid;
create table throttled (call text primary key, times integer not null) without rowid;
create table keys (id text primary key, project_id text not null, is_default integer not null);
create table grants (
  id text primary key, key_id text not null, principal text not null, principal_type text not null,
  operations text not null, name text not null, retiring_principal text, issuer text not null,
  created_at integer not null
);
create index grants_by_key on grants (key_id, principal);
`

/** What files of this version may lack, as it was thought of later. */
const LATER = `
create table if not exists visibilities (image_id text primary key, visibility text not null) without rowid;
create table if not exists application_credentials (
  id text primary key, name text not null, user_id text not null, project_id text not null, role text not null,
  secret text not null, description text, unrestricted integer not null, expires_at integer,
  unique (user_id, name)
) without rowid;
create table if not exists credential_tokens (digest text primary key, credential_id text not null) without rowid;
`

/**
 * Opens the file, or makes it with its folder, and lets `fill` put in what it lacks. Throws one readable
 * sentence, and leaves what the file holds as it is, when it cannot be used: damaged, read-only, on a full
 * disk, of another version.
 */
export function openStore(path: string, fill: (store: Store) => void): Store {
  let store: Store | undefined
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    store = open(path)
    fill(store)
    return store
  } catch (error) {
    store?.close()
    const { code = '', message } = error as { code?: string; message: string }
    throw new Error(
      `The embedded cloud cannot use its database ${path}: ${reason(code, message)}. The file was left as it is.`,
      { cause: error },
    )
  }
}

const UNWRITABLE = 'it cannot be opened for writing (DATA_DIR names its folder)'

function reason(code: string, message: string): string {
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return 'it is damaged or is not a database'
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'it is in use by another process'
  if (/^(SQLITE_FULL|ENOSPC)/.test(code)) return 'the disk is full'
  if (/^(SQLITE_(READONLY|CANTOPEN|IOERR)|EACCES|EROFS|EPERM|ENOTDIR|EEXIST|ENOENT)/.test(code))
    return UNWRITABLE
  return message.includes('Unable to open') ? UNWRITABLE : message
}

function open(path: string): Store {
  const db = new Database(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = normal;')
  const statements = new Map<string, ReturnType<typeof db.prepare>>()
  const prepare = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const store: Store = {
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    one: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values)[0] as Row | undefined,
    run: (sql, ...values) => prepare(sql).run(...values).changes,
    transaction: (work) => db.transaction(work)(),
    close: () => db.close(),
  }
  const version = store.one<{ user_version: number }>('pragma user_version')?.user_version
  if (version === 0) store.transaction(() => db.exec(`${SCHEMA} pragma user_version = ${VERSION};`))
  else if (version !== VERSION) throw new Error(`it is of version ${version}, not ${VERSION}`)
  // A file on a read-only disk opens without a word: one write tells before anybody relies on it.
  db.exec(`pragma user_version = ${VERSION}; ${LATER}`)
  return store
}
