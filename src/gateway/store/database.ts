import { Kysely, Migrator } from 'kysely'
import { type BookStore, createBookStore } from './book.ts'
import { askWritable } from './dialect.ts'
import { createFullDisk } from './full-disk.ts'
import { createGrantStore, type GrantStore } from './grants.ts'
import { createExportStore, type ExportStore } from './history/exports.ts'
import { createJobStore, type JobStore } from './history/jobs.ts'
import { createSubmissionStore, type SubmissionStore } from './history/submissions.ts'
import { createMemberStore, type MemberStore } from './members.ts'
import { migrations } from './migrations.ts'
import { connectPostgres, connectWithin, describeUrl, LIMITS, type Limits } from './postgres.ts'
import { createRecipientStore, type RecipientStore } from './recipients.ts'
import { createRequestStore, type RequestStore } from './requests/request-store.ts'
import { createChanges } from './runs/change.ts'
import { createLeaseStore, type LeaseStore } from './runs/leases.ts'
import { createRunStore, type RunStore } from './runs/run-store.ts'
import { createJobTokenStore, type JobTokenStore } from './sign-in/job-tokens.ts'
import { createSessionStore, type SessionStore } from './sign-in/sessions.ts'
import { createSignInAttemptStore, type SignInAttemptStore } from './sign-in/sign-in-attempts.ts'
import { type OpenFile, openSqlite } from './sqlite.ts'
import { postgresError, StoreError, storeError } from './store-error.ts'
import { sqliteFailure } from './store-failure.ts'
import type { Tables } from './tables.ts'
import { watchedDialect } from './watched-dialect.ts'

export { StoreError }

/** The gateway's memory. `runs` and `leases` are for the runner alone. */
export type Store = {
  jobs: JobStore
  exports: ExportStore
  requests: RequestStore
  runs: RunStore
  leases: LeaseStore
  recipients: RecipientStore
  grants: GrantStore
  book: BookStore
  sessions: SessionStore
  jobTokens: JobTokenStore
  submissions: SubmissionStore
  signInAttempts: SignInAttemptStore
  members: MemberStore
  /** Settles when the database takes changes, and fails when it does not answer or could not store a job. */
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * Where a store is: in a file (`:memory:` is forgotten at the end), or in a PostgreSQL that gateways share.
 */
export type StorePlace = { path: string } | SharedPlace
/**
 * `onLost` hears of connections that break while nobody uses them; `leaseMs`: how long a silent gateway keeps
 * its jobs; by default longer than most pauses.
 */
type SharedPlace = {
  url: string
  onLost?: (error: Error) => void
  leaseMs?: number
  limits?: Partial<Limits>
}

/** `now`: ms since 1970; `elapsed`: ms by a clock that is never set, from an arbitrary start. */
type Times = { now: () => number; elapsed?: () => number }

/**
 * Opens the store, checks it and brings its schema up to date. Fails with a `StoreError`; what fails later is
 * a `StoreFailure`.
 */
export async function openStore({
  now,
  elapsed = () => performance.now(),
  ...place
}: StorePlace & Times): Promise<Store> {
  const times = { now, elapsed }
  return 'path' in place ? openFile(place.path, times) : openShared(place, times)
}

async function openShared(place: SharedPlace, times: Required<Times>): Promise<Store> {
  const { url, onLost = () => {}, leaseMs } = place
  const limits = { ...LIMITS, ...place.limits }
  try {
    // A change of the schema may take its time, and a gateway that waits for it, too.
    const patient = new Kysely<Tables>({ dialect: connectPostgres(url, { onLost }) })
    await migrate(patient).finally(() => patient.destroy())
    const fullDisk = createFullDisk(times.elapsed)
    const dialect = connectWithin(url, { limits, onLost, ...fullDisk.heard })
    return createStore(new Kysely<Tables>({ dialect }), times, { leaseMs, check: fullDisk.check })
  } catch (error) {
    throw postgresError(error, describeUrl(url))
  }
}

async function openFile(path: string, times: Required<Times>): Promise<Store> {
  let file: OpenFile | undefined
  let db: Kysely<Tables> | undefined
  try {
    file = openSqlite(path)
    const watch = { failureOf: sqliteFailure, check: file.checkPlace }
    db = new Kysely<Tables>({ dialect: watchedDialect(file.dialect, watch) })
    await migrate(db)
    return createStore(db, times, { file, check: file.checkRoom })
  } catch (error) {
    await db?.destroy()
    file?.close()
    throw storeError(error, path)
  }
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: async () => migrations }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
}

/** The store over an open database. `check` throws when it could not store a job. */
function createStore(
  db: Kysely<Tables>,
  { now, elapsed }: Required<Times>,
  o: { leaseMs?: number | undefined; file?: OpenFile; check: () => void },
): Store {
  const { leaseMs, file } = o
  const changes = createChanges(db, now)
  const { leases, checkLease } = createLeaseStore(db, { leaseMs, elapsed })
  return {
    jobs: createJobStore(db, now),
    exports: createExportStore(db),
    requests: createRequestStore(db, changes),
    runs: createRunStore({ db, changes, checkLease }),
    leases,
    recipients: createRecipientStore(db),
    grants: createGrantStore(db, now),
    book: createBookStore(db, now),
    sessions: createSessionStore(db),
    jobTokens: createJobTokenStore(db, now),
    submissions: createSubmissionStore(db),
    signInAttempts: createSignInAttemptStore(db),
    members: createMemberStore(db),
    ping: async () => {
      await askWritable(db)
      o.check()
    },
    close: async () => {
      file?.beforeClose()
      await db.destroy()
      file?.close()
    },
  }
}
