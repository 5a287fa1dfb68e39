import { type Clock, CloudFailure, type Driver, type Identity, type Login } from './drivers/driver.ts'
import { mayShare } from './roles.ts'
import type { Sessions } from './sessions.ts'

/** Who acts. */
export type Credentials = {
  /** Who a token is, remembered for at most 60 s; throws `CloudFailure` 401 when it is not valid. */
  identify(token: string): Promise<Identity>
  /** The configured login, signed in and renewed before it expires; throws `CloudFailure` 401 without one. */
  own(): Promise<Identity>
  /** Takes somebody who has just signed in, and tells whoever waits for that. */
  learn(identity: Identity): void
  /** Somebody who may share in this project now: the latest token seen for it, a session, or the configured login. */
  forProject(projectId: string): Promise<Identity | null>
  /** Tells that the cloud answered 401 to this identity. */
  reject(identity: Identity): void
  /** Calls the listener whenever a project gets a token that was not known before. */
  onNew(listener: (projectId: string) => void): void
}

/** How long a token is believed without asking: a revoked one is used no longer than this. */
const CACHE_MS = 60_000
/** The configured login is renewed this long before its token expires. */
const RENEW_MS = 5 * 60_000

/** Keeps who is signed in. */
export function createCredentials(o: {
  driver: Driver
  clock: Clock
  login: Login | null
  /** Sessions that may be used for jobs; they outlive the process. */
  sessions: Pick<Sessions, 'forProject'>
}): Credentials {
  const { driver, clock, login, sessions } = o
  const checked = new Map<string, { identity: Promise<Identity>; until: number }>()
  const latest = new Map<string, Identity>()
  const listeners: ((projectId: string) => void)[] = []
  let mine: Identity | null = null
  let signingIn: Promise<Identity> | null = null

  const learn = (identity: Identity) => {
    // Jobs change something: who may only look cannot carry them on.
    if (!mayShare(identity)) return identity
    const known = latest.get(identity.project.id)?.token === identity.token
    latest.set(identity.project.id, identity)
    if (!known) for (const listener of listeners) listener(identity.project.id)
    return identity
  }

  const identify = (token: string): Promise<Identity> => {
    const now = clock.now()
    for (const [old, { until }] of checked) if (until <= now) checked.delete(old)
    const cached = checked.get(token)
    if (cached) return cached.identity
    const identity = driver.identify(token).then(learn)
    checked.set(token, { identity, until: now + CACHE_MS })
    identity.catch(() => checked.delete(token))
    return identity
  }

  const own = async (): Promise<Identity> => {
    if (!login)
      throw new CloudFailure('sign in', 401, 'APIGW.0301', 'No token was sent and no login is configured.')
    if (mine && mine.expiresAt - RENEW_MS > clock.now()) return mine
    signingIn ??= driver
      .signIn(login)
      .then((identity) => {
        mine = learn(identity)
        return identity
      })
      .finally(() => {
        signingIn = null
      })
    return signingIn
  }

  return {
    identify,
    own,
    learn,

    async forProject(projectId) {
      const identity = latest.get(projectId)
      if (identity && identity.expiresAt > clock.now()) return identity
      latest.delete(projectId)
      const session = await sessions.forProject(projectId)
      if (session) return session
      if (!login) return null
      try {
        const identity = await own()
        return identity.project.id === projectId ? identity : null
      } catch (error) {
        if (error instanceof CloudFailure && error.status === 401) return null
        throw error
      }
    },

    reject(identity) {
      checked.delete(identity.token)
      if (latest.get(identity.project.id)?.token === identity.token) latest.delete(identity.project.id)
      if (mine?.token === identity.token) mine = null
    },

    onNew: (listener) => {
      listeners.push(listener)
    },
  }
}
