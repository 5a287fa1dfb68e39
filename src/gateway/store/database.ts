import { type Dialect, Kysely, Migrator, sql } from 'kysely'
import { type BookStore, createBookStore } from './book.ts'
import { createGrantStore, type GrantStore } from './grants.ts'
import { createExportStore, type ExportStore } from './history/exports.ts'
import { createJobStore, type JobStore } from './history/jobs.ts'
import { createSubmissionStore, type SubmissionStore } from './history/submissions.ts'
import { createMemberStore, type MemberStore } from './members.ts'
import { migrations } from './migrations.ts'
import { connectPostgres, describeUrl } from './postgres.ts'
import { createRecipientStore, type RecipientStore } from './recipients.ts'
import { createRequestStore, type RequestStore } from './requests/request-store.ts'
import { createChanges } from './runs/change.ts'
import { createLeaseStore, type LeaseStore } from './runs/leases.ts'
import { createRunStore, type RunStore } from './runs/run-store.ts'
import { createJobTokenStore, type JobTokenStore } from './sign-in/job-tokens.ts'
import { createSessionStore, type SessionStore } from './sign-in/sessions.ts'
import { createSignInFailureStore, type SignInFailureStore } from './sign-in/sign-in-failures.ts'
import { type OpenFile, openSqlite } from './sqlite.ts'
import { postgresError, StoreError, storeError } from './store-error.ts'
import type { Tables } from './tables.ts'

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
  signInFailures: SignInFailureStore
  members: MemberStore
  /** Settles when the database answers, and fails when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * Where a store is: in a file (`:memory:` is forgotten at the end), or in a PostgreSQL that gateways share.
 */
export type StorePlace = { path: string } | SharedPlace
/** `leaseMs`: how long a silent gateway keeps its jobs; by default longer than most pauses. */
type SharedPlace = { url: string; onLost?: (error: Error) => void; leaseMs?: number }

/** `now`: ms since 1970; `elapsed`: ms by a clock that is never set, from an arbitrary start. */
type Times = { now: () => number; elapsed?: () => number }

/** Opens the store, checks it and brings its schema up to date. Fails with a `StoreError`. */
export async function openStore({
  now,
  elapsed = () => performance.now(),
  ...place
}: StorePlace & Times): Promise<Store> {
  const times = { now, elapsed }
  if ('path' in place) return openFile(place.path, times)
  try {
    return await openWith(connectPostgres(place.url, place.onLost ?? (() => {})), times, place)
  } catch (error) {
    throw postgresError(error, describeUrl(place.url))
  }
}

async function openFile(path: string, times: Required<Times>): Promise<Store> {
  let file: OpenFile | undefined
  try {
    file = openSqlite(path)
    return await openWith(file.dialect, times, { file })
  } catch (error) {
    file?.close()
    throw storeError(error, path)
  }
}

async function openWith(
  dialect: Dialect,
  { now, elapsed }: Required<Times>,
  { leaseMs, file }: { leaseMs?: number | undefined; file?: OpenFile },
): Promise<Store> {
  const db = new Kysely<Tables>({ dialect })
  try {
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest()
    if (error) throw error
  } catch (error) {
    await db.destroy()
    throw error
  }
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
    signInFailures: createSignInFailureStore(db),
    members: createMemberStore(db),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    close: async () => {
      file?.beforeClose()
      await db.destroy()
      file?.close()
    },
  }
}
