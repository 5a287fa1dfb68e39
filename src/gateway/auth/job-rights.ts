import { createHash } from 'node:crypto'
import { type Clock, CloudFailure, type Driver, type Identity } from '../cloud/driver.ts'
import type { KeptToken, NextActor } from '../jobs/model/request.ts'
import type { Store } from '../store/database.ts'
import type { JobRight } from '../store/sign-in/job-tokens.ts'
import type { Encryption } from './encryption.ts'
import type { Sessions } from './sessions.ts'

/**
 * The rights that a job runs with: the token that it was submitted with, kept encrypted in the store until
 * the job has ended, or a newer token of the same user in the same project; never anybody else's.
 */
export type JobRights = {
  /**
   * A token for a job to keep: a new one for the same project, or the user's own where the cloud gives no
   * other.
   */
  keep(who: Identity, jobId: string): Promise<NextActor>
  /** Throws away a token that was made for a job and is not needed. */
  discard(actor: NextActor, jobId: string): Promise<void>
  /** The identity with which the job may act now; null: its user must sign in, or a colleague take over. */
  forJob(jobId: string): Promise<Identity | null>
  /**
   * A call for the job was answered with 401. The job loses this token if the cloud says that it is not
   * valid, or if it was refused `again`, whatever the cloud says.
   */
  refuse(jobId: string, identity: Identity, again: boolean): Promise<void>
  /**
   * The rest of a job runs with this user's rights from now on, because the user asked for it. False when the
   * project has no such job that waits for a sign-in.
   */
  takeOver(who: Identity, jobId: string): Promise<boolean>
  /** Gives a token that is new here to the user's jobs that have none; answers their IDs. */
  supply(who: Identity, by: 'sign-in' | 'header'): Promise<string[]>
  /** The user's open jobs in this project, by ID. */
  openJobs(who: Identity): Promise<string[]>
  /** The user's open jobs in this project wait for the next sign-in. */
  pause(who: Identity): Promise<void>
  /** Revokes a token, or has it revoked after the last open job that runs with it. */
  retire(token: string): Promise<void>
  /** Revokes and forgets the tokens of jobs that have ended. */
  settle(): Promise<void>
}

const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** The context in which a job's token is encrypted. */
const contextOf = (jobId: string) => `job ${jobId}`

/** A failure that says nothing about the token itself. */
const isPassing = (error: unknown) =>
  error instanceof CloudFailure && (error.status === 0 || error.status === 429 || error.status >= 500)

const isUnauthorized = (error: unknown) => error instanceof CloudFailure && error.status === 401

/** Whether a token from a header, with which nobody signed in for the job, may replace the job's last one. */
const isNewer = (who: Identity, { last, paused }: JobRight) =>
  !paused && (!last || (last.digest !== digestOf(who.token) && last.expiresAt <= who.expiresAt))

/** The rights of jobs, over the store. */
export function createJobRights(o: {
  driver: Pick<Driver, 'signIn' | 'revoke'>
  clock: Clock
  encryption: Encryption
  store: Pick<Store, 'jobTokens' | 'requests'>
  sessions: Pick<Sessions, 'ofUser'>
  /** Who a token is, asked at most once a minute. */
  identify(token: string): Promise<Identity>
  /** Believes a token that the cloud has just made. */
  trust(identity: Identity): void
  /** Forgets what is known of a token. */
  forget(token: string): void
  /** Asks again about every token of a user: the cloud has refused one of them. */
  doubt(userId: string): void
  /** The configured login, if it is this user in this project. */
  ownAs(userId: string, projectId: string): Promise<Identity | null>
  /** Whether this is the configured login, which is renewed by itself. */
  isOwn(who: Identity): boolean
}): JobRights {
  const { driver, clock, encryption, sessions, identify } = o
  const { jobTokens, requests } = o.store

  const sealed = (who: Identity, jobId: string, own: boolean): KeptToken => ({
    sealed: encryption.encrypt(who.token, contextOf(jobId)),
    digest: digestOf(who.token),
    roles: who.roles,
    expiresAt: who.expiresAt,
    own,
  })

  const open = ({ jobId, token }: JobRight): string | null =>
    token && token.expiresAt > clock.now() ? encryption.decrypt(token.sealed, contextOf(jobId)) : null

  /** Revokes a token. Answers whether it is worthless now, as far as the cloud could be asked. */
  const revoke = async (token: string): Promise<boolean> => {
    o.forget(token)
    try {
      await driver.revoke(token)
      return true
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      return !isPassing(error)
    }
  }

  /** A token for the job alone; null where the cloud gives none in exchange for another token. */
  const rescope = async (who: Identity): Promise<Identity | null> => {
    if (o.isOwn(who)) return null
    try {
      const own = await driver.signIn({
        proof: { method: 'token', token: who.token },
        project: { id: who.project.id },
      })
      o.trust(own)
      return own.user.id === who.user.id ? own : null
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      if (isUnauthorized(error)) {
        o.forget(who.token)
        await identify(who.token)
      }
      return null
    }
  }

  /** Whether a token is valid; it counts as valid when the cloud cannot be asked. */
  const isValid = (token: string): Promise<boolean> =>
    identify(token).then(
      () => true,
      (error) => {
        if (error instanceof CloudFailure) return !isUnauthorized(error)
        throw error
      },
    )

  /** The identity of a job's token, as the cloud says; null when the job has no valid token. */
  const ofJob = async (right: JobRight): Promise<Identity | null> => {
    const token = open(right)
    if (token === null) return null
    try {
      const who = await identify(token)
      return who.user.id === right.actor.id && who.project.id === right.project.id ? who : null
    } catch (error) {
      if (!isUnauthorized(error)) throw error
      o.doubt(right.actor.id)
      await jobTokens.drop(right.seq, digestOf(token))
      return null
    }
  }

  /** The identity of a session that began while the job still ran with its former token. */
  const ofLaterSession = async (right: JobRight): Promise<Identity | null> => {
    for (const session of await sessions.ofUser(right.actor.id, right.project.id, right.since ?? 0)) {
      const who = await identify(session.token).catch((error) => {
        if (isUnauthorized(error)) return null
        throw error
      })
      if (who && (await jobTokens.put(right.seq, who.user.id, sealed(who, right.jobId, false)))) return who
    }
    return null
  }

  const dispose = async (right: JobRight) => {
    const { token } = right
    const text = open(right)
    const isDue =
      token !== null && (token.own || (right.revokeAfter && (await jobTokens.countUsers(token.digest)) === 0))
    // A token that cannot be revoked now is tried again later, as long as it lives.
    if (text !== null && isDue && !(await revoke(text))) return
    await jobTokens.forget(right)
  }

  const keep: JobRights['keep'] = async (who, jobId) => {
    const own = await rescope(who)
    return { user: who.user, token: sealed(own ?? who, jobId, own !== null) }
  }

  const discard: JobRights['discard'] = async ({ token }, jobId) => {
    const text = token.own ? encryption.decrypt(token.sealed, contextOf(jobId)) : null
    if (text !== null) await revoke(text)
  }

  return {
    keep,
    discard,

    async forJob(jobId) {
      const right = await jobTokens.find(jobId)
      if (!right || right.paused) return null
      return (
        (await ofJob(right)) ??
        (await ofLaterSession(right)) ??
        (await o.ownAs(right.actor.id, right.project.id))
      )
    },

    async refuse(jobId, { token }, again) {
      o.forget(token)
      const right = await jobTokens.find(jobId)
      if (right) o.doubt(right.actor.id)
      if (right && (again || !(await isValid(token)))) await jobTokens.drop(right.seq, digestOf(token))
    },

    async takeOver(who, jobId) {
      const before = await jobTokens.find(jobId)
      const actor = await keep(who, jobId)
      const taken = await requests.takeOver({ projectId: who.project.id, id: jobId }, actor)
      if (!taken) await discard(actor, jobId)
      else if (before?.token) await discard({ user: before.actor, token: before.token }, jobId)
      return taken
    },

    async supply(who, by) {
      const supplied: string[] = []
      for (const right of await jobTokens.ofUser(who.user.id, who.project.id)) {
        if (by === 'header' && !isNewer(who, right)) continue
        if (open(right) !== null) continue
        if (await jobTokens.put(right.seq, who.user.id, sealed(who, right.jobId, false)))
          supplied.push(right.jobId)
      }
      return supplied
    },

    openJobs: async (who) => (await jobTokens.ofUser(who.user.id, who.project.id)).map(({ jobId }) => jobId),

    async pause(who) {
      for (const right of await jobTokens.ofUser(who.user.id, who.project.id)) {
        await jobTokens.pause(right)
        if (right.token) await discard({ user: right.actor, token: right.token }, right.jobId)
      }
    },

    async retire(token) {
      o.forget(token)
      if ((await jobTokens.revokeAfter(digestOf(token))) === 0) await revoke(token)
    },

    async settle() {
      for (const right of await jobTokens.ended()) await dispose(right)
    },
  }
}
