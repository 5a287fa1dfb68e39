import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints'
import type { SignInInfo, SignInRequest, SignInResult } from '#contract/session'
import { isEnterable } from '#ims/identity'
import type { Admission } from '../../auth/admission.ts'
import type { Credentials } from '../../auth/credentials.ts'
import { type SessionCookie, SIGNED_OUT } from '../../auth/session-cookie.ts'
import { revokeAll, type Session, type Sessions } from '../../auth/sessions.ts'
import { CloudFailure, type Driver, type Identity, type Proof, type Unscoped } from '../../cloud/driver.ts'
import type { Attempts } from '../attempts.ts'
import type { Ctx, Env } from '../env.ts'
import { requireOwnPage, type Site } from '../guard.ts'
import { RequestRefused } from '../problems.ts'
import { requireSignedInAs } from '../signed-in-as.ts'
import { readJsonBody } from './read-json.ts'
import { readQuery } from './read-query.ts'
import { createProofs, nameOf } from './sign-in-proof.ts'

export type SessionParts = {
  driver: Driver
  credentials: Credentials
  sessions: Sessions
  attempts: Attempts
  cookie: SessionCookie
  signIn: SignInInfo
  /** The fields of `signIn.prefill` that hold an ID and no name. */
  filledInIds: readonly string[]
  /** A browser that has not signed out acts as the demo operator. */
  demo: boolean
  site: Site
  admission: Admission
}

/** Signing in and out, for browsers. They come before the guard: nobody is signed in yet. */
export function sessionRoutes(app: Hono<Env>, parts: SessionParts) {
  const { driver, attempts, credentials, sessions, cookie, admission } = parts
  const { proofOf, projectOf } = createProofs({ prefill: parts.signIn.prefill, ids: parts.filledInIds })

  /** Refuses somebody who may not use this console, and revokes what was made for the attempt. */
  const admit = async (who: Identity, made: readonly string[]) => {
    try {
      admission.require(who)
    } catch (error) {
      for (const token of new Set([who.token, ...made])) await credentials.retire(token)
      throw error
    }
  }

  /**
   * Starts a new session in place of the last one, so that a planted ID is worth nothing. `made`: tokens that
   * were made on the way to this one. The tokens of the same user's last session are revoked together with
   * the new one, which may have been made from them.
   */
  const enter = async (
    c: Ctx,
    who: Identity | Unscoped,
    made: readonly string[] = [],
  ): Promise<SignInResult> => {
    if ('project' in who) await admit(who, made)
    const id = cookie.read(c)
    const before = id ? await sessions.end(id) : null
    const isSame = before?.user.user.id === who.user.id
    const earlier = new Set([...made, ...(isSame ? before.tokens : [])])
    earlier.delete(who.token)
    cookie.write(c, await sessions.start(who, [...earlier]))
    if (!isSame) await revokeAll(before, credentials)
    if (!('project' in who)) return { next: 'project' }
    await credentials.learn(who, 'sign-in')
    return { next: 'nothing' }
  }

  const enterProject = async (token: string, projectId: string): Promise<Identity> => {
    try {
      return await driver.signIn({ proof: { method: 'token', token }, project: { id: projectId } })
    } catch (error) {
      // Keystone: 401 no role there; 403 no token may enter another project; 404 the token has ended.
      if (!(error instanceof CloudFailure) || ![401, 403, 404].includes(error.status)) throw error
      throw new RequestRefused(
        403,
        'CONSOLE.PROJECT',
        'The cloud did not let you enter the project this way. ' +
          'Sign out, and sign in with the name of the project.',
      )
    }
  }

  /** A password that is right and needs a passcode beside it is no failed attempt. */
  const signIn = (c: Ctx, request: SignInRequest): Promise<SignInResult> =>
    signInAtOnce(c, request).catch((error) => {
      if (error instanceof CloudFailure && error.code === 'CONSOLE.PASSCODE') return { next: 'passcode' }
      throw error
    })

  const signInAtOnce = async (c: Ctx, request: SignInRequest): Promise<SignInResult> => {
    const proof = proofOf(request)
    const project = request.method === 'password' ? projectOf(request) : null
    if (project !== null || request.method === 'application_credential')
      return enter(c, await driver.signIn({ proof, project }))
    // A pasted token may have a project already.
    const known = proof.method === 'token' ? await identify(proof.token) : null
    if (known) return enter(c, known)
    return enterOnlyProject(c, proof)
  }

  /** Whose token it is, and for which project; null: it is for none, or has ended. */
  const identify = (token: string): Promise<Identity | null> =>
    driver.identify(token).catch((error) => {
      if (error instanceof CloudFailure && error.status === 401) return null
      throw error
    })

  /** Enters the user's only project; one of several is still to be chosen. */
  const enterOnlyProject = async (c: Ctx, proof: Proof): Promise<SignInResult> => {
    const who = await driver.authenticate(proof)
    const given = proof.method === 'token' ? [proof.token] : []
    try {
      const [only, ...others] = await projectsOf(driver, who)
      if (!only || others.length > 0) return await enter(c, who, given)
      return await enter(c, await enterProject(who.token, only.id), [who.token, ...given])
    } catch (error) {
      await credentials.retire(who.token)
      throw error
    }
  }

  app.get(endpoints.signInInfo.path, (c) => c.json(parts.signIn))

  app.post(endpoints.signIn.path, async (c) => {
    requireOwnPage(c, parts.site)
    const attempt = async () => {
      const request = await readJsonBody(c.req.raw, endpoints.signIn)
      return attempts(c, nameOf(request), () => signIn(c, request))
    }
    try {
      return c.json((await attempts(c, null, attempt)) satisfies SignInResult)
    } catch (error) {
      if (!(error instanceof CloudFailure) || error.status !== 401) throw error
      throw new RequestRefused(
        401,
        'CONSOLE.REFUSED',
        'The cloud refused the sign-in. User, domain, password, passcode or project is wrong.',
      )
    }
  })

  const require = async (c: Ctx): Promise<Session> => {
    requireOwnPage(c, parts.site)
    const id = cookie.read(c)
    const session = id ? await sessions.find(id, true) : null
    // Without a project the sign-in is still under way, so no page belongs to it yet.
    if (session?.identity) requireSignedInAs(c, session.identity)
    if (session) return session
    if (parts.demo && id === undefined) {
      const own = await credentials.own()
      requireSignedInAs(c, own)
      return { user: own, identity: own }
    }
    throw new RequestRefused(401, 'APIGW.0301', 'Nobody is signed in.')
  }

  /** Refuses when the session has ended, or the cloud does not know its user any more. */
  const pauseJobs = async (who: Identity | null | undefined) => {
    if (!who) throw new RequestRefused(401, 'APIGW.0301', 'Nobody is signed in. No job was paused.')
    await credentials.identify(who.token)
    await credentials.pause(who)
  }

  app.get(endpoints.sessionProjects.path, async (c) => {
    const { user } = await require(c)
    return c.json({ projects: await projectsOf(driver, user) })
  })

  app.put(endpoints.chooseProject.path, async (c) => {
    const { user } = await require(c)
    const { projectId } = await readJsonBody(c.req.raw, endpoints.chooseProject)
    return c.json(await enter(c, await enterProject(user.token, projectId)))
  })

  app.delete(endpoints.signOut.path, async (c) => {
    requireOwnPage(c, parts.site)
    const { jobs } = readQuery(endpoints.signOut.query, new URL(c.req.url).searchParams)
    const id = cookie.read(c)
    const demo = id === undefined && parts.demo ? await credentials.own() : null
    const here = id ? (await sessions.find(id, false))?.identity : demo
    if (here) requireSignedInAs(c, here)
    if (jobs === 'pause') await pauseJobs(here)
    const ended = id ? await sessions.end(id) : null
    await revokeAll(ended, credentials)
    if (parts.demo) cookie.write(c, SIGNED_OUT)
    else cookie.clear(c)
    return c.json({})
  })
}

/** Projects that can be entered, by name. */
const projectsOf = async (driver: Driver, who: Unscoped) =>
  (await driver.listProjects(who))
    .filter(isEnterable)
    .map(({ id, name }) => ({ id, name: name || id }))
    .sort((a, b) => a.name.localeCompare(b.name))
