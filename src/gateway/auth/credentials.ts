import { type Clock, CloudFailure, type Driver, type Identity, type Login } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import type { Encryption } from './encryption.ts'
import { createJobRights, type JobRights } from './job-rights.ts'
import type { Sessions } from './sessions.ts'

/** Finds out who acts, and keeps the tokens for that. */
export type Credentials = Omit<JobRights, 'supply'> & {
  /** Who a token is, asked at most once in 60 s; throws `CloudFailure` 401 when it is not valid. */
  identify(token: string): Promise<Identity>
  /** Whether the cloud has been asked for this token of late. */
  knows(token: string): boolean
  /** The configured login, signed in and renewed before it expires; throws `CloudFailure` 401 without one. */
  own(): Promise<Identity>
  /**
   * Takes a token that somebody has signed in with or sent: jobs of this user that wait for a token go on
   * with it.
   */
  learn(identity: Identity, by: 'sign-in' | 'header'): Promise<void>
  /** The cloud answered 401 to this identity: its token is not believed any more. */
  reject(identity: Identity): void
  /** Calls the listener with the IDs of jobs that were given a token. */
  onSupplied(listener: (jobIds: readonly string[]) => void): void
}

/** How long a token is believed without asking, and so how long a revoked one may still be used. */
const CACHE_MS = 60_000
/** The configured login is renewed this long before its token expires. */
const RENEW_MS = 5 * 60_000

const isUnauthorized = (error: unknown) => error instanceof CloudFailure && error.status === 401

/** Credentials over the store and the cloud. */
export function createCredentials(o: {
  driver: Driver
  clock: Clock
  login: Login | null
  encryption: Encryption
  store: Pick<Store, 'jobTokens' | 'requests'>
  sessions: Pick<Sessions, 'ofUser'>
}): Credentials {
  const { driver, clock, login } = o
  const checked = new Map<string, { identity: Promise<Identity>; until: number; userId?: string }>()
  const listeners: ((jobIds: readonly string[]) => void)[] = []
  /**
   * Tokens from headers that were offered to the jobs of their users, and until when they are not offered
   * again.
   */
  const offered = new Map<string, number>()
  let mine: Identity | null = null
  let signingIn: Promise<Identity> | null = null

  const remember = (token: string, identity: Promise<Identity>) => {
    const now = clock.now()
    for (const [old, { until }] of checked) if (until <= now) checked.delete(old)
    const entry: { identity: Promise<Identity>; until: number; userId?: string } = {
      identity,
      until: now + CACHE_MS,
    }
    checked.set(token, entry)
    identity.then(
      ({ user }) => {
        entry.userId = user.id
      },
      () => {
        if (checked.get(token) === entry) checked.delete(token)
      },
    )
  }

  const cachedFor = (token: string) => {
    const cached = checked.get(token)
    return cached && cached.until > clock.now() ? cached : null
  }

  const identify = (token: string): Promise<Identity> => {
    const cached = cachedFor(token)
    if (cached) return cached.identity
    const identity = driver.identify(token)
    remember(token, identity)
    return identity
  }

  const trust = (identity: Identity) => remember(identity.token, Promise.resolve(identity))

  const forget = (token: string) => {
    checked.delete(token)
    if (mine?.token === token) mine = null
  }

  const doubt = (userId: string) => {
    for (const [token, entry] of checked) if (entry.userId === userId) checked.delete(token)
  }

  const wasOffered = (token: string): boolean => {
    const now = clock.now()
    for (const [old, until] of offered) if (until <= now) offered.delete(old)
    if (offered.has(token)) return true
    offered.set(token, now + CACHE_MS)
    return false
  }

  const signIn = async (): Promise<Identity> => {
    if (!login)
      throw new CloudFailure('sign in', 401, 'APIGW.0301', 'No token was sent and no login is configured.')
    signingIn ??= driver
      .signIn(login)
      .then((identity) => {
        mine = identity
        trust(identity)
        return identity
      })
      .finally(() => {
        signingIn = null
      })
    return signingIn
  }

  const own = async (): Promise<Identity> => {
    if (!mine || mine.expiresAt - RENEW_MS <= clock.now()) return signIn()
    const { token } = mine
    try {
      return await identify(token)
    } catch (error) {
      if (!isUnauthorized(error)) throw error
      forget(token)
      return signIn()
    }
  }

  const { supply, ...rights } = createJobRights({
    ...o,
    identify,
    trust,
    forget,
    doubt,
    isOwn: ({ token }) => mine?.token === token,
    async ownAs(userId, projectId) {
      if (!login) return null
      try {
        const who = await own()
        return who.user.id === userId && who.project.id === projectId ? who : null
      } catch (error) {
        if (isUnauthorized(error)) return null
        throw error
      }
    },
  })

  return {
    ...rights,
    identify,
    knows: (token) => cachedFor(token) !== null,
    own,

    async learn(identity, by) {
      if (by === 'sign-in') trust(identity)
      else if (wasOffered(identity.token)) return
      const jobs = await supply(identity, by)
      if (jobs.length > 0) for (const listener of listeners) listener(jobs)
    },

    async takeOver(who, jobId) {
      const taken = await rights.takeOver(who, jobId)
      if (taken) for (const listener of listeners) listener([jobId])
      return taken
    },

    reject: ({ token }) => forget(token),

    onSupplied: (listener) => {
      listeners.push(listener)
    },
  }
}
