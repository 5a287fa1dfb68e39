import * as z from 'zod/mini'
import { projectList, type TokenBody, tokenBody } from '#ims/identity'
import { CloudFailure, type Driver, type Identity, type Login, type Proof, type Unscoped } from '../driver.ts'
import { path, type Upstream } from '../upstream.ts'
import { createTokenLife } from './token-life.ts'

export type KeystoneOptions = {
  send: Upstream
  /** With or without `/v3`. */
  base: string
  now: () => number
  /** How far the cloud's clock is ahead of this machine's, in ms, each time that this changes. */
  onClockDifference?: ((ms: number) => void) | undefined
}

/** The calls of a driver that go to Keystone v3, which every cloud of the kind has. */
export function createKeystoneCalls(
  o: KeystoneOptions,
): Pick<Driver, 'authenticate' | 'signIn' | 'identify' | 'revoke' | 'listProjects'> &
  Required<Pick<Driver, 'knowsProject'>> {
  const { send } = o
  const identity = o.base.replace(/(\/v3)?\/*$/, '')
  const life = createTokenLife({
    now: o.now,
    ...(o.onClockDifference && { onDifference: o.onClockDifference }),
  })
  const open = async (login: Login, signal?: AbortSignal) => {
    try {
      const { data, headers } = await send({
        name: 'sign in',
        method: 'POST',
        url: `${identity}/v3/auth/tokens?nocatalog=true`,
        body: signInBody(login),
        secrets: secretsOf(login.proof),
        schema: tokenBody,
        signal,
      })
      return { token: headers.get('x-subject-token') ?? '', body: data }
    } catch (error) {
      // A token that has expired is not found.
      if (login.proof.method === 'token' && error instanceof CloudFailure && error.status === 404)
        throw notSignedIn(error)
      throw error
    }
  }

  return {
    async authenticate(proof, signal) {
      const { token, body } = await open({ proof, project: null }, signal)
      return toUnscoped(token, body.token, life.ofNew(body.token))
    },

    async signIn(login, signal) {
      const { token, body } = await open(login, signal)
      return toIdentity(token, body.token, life.ofNew(body.token))
    },

    async revoke(token) {
      const headers = { 'X-Subject-Token': token }
      await send({
        ...{ name: 'sign out', method: 'DELETE', url: `${identity}/v3/auth/tokens`, token, headers },
        schema: z.unknown(),
      })
    },

    async identify(token, signal) {
      try {
        const { data } = await send({
          name: 'check token',
          method: 'GET',
          url: `${identity}/v3/auth/tokens?nocatalog=true`,
          token,
          headers: { 'X-Subject-Token': token },
          schema: tokenBody,
          signal,
        })
        return toIdentity(token, data.token, life.ofKnown(data.token))
      } catch (error) {
        // Keystone answers 401 or 404 when the token in question is not known, with the status as the code.
        if (error instanceof CloudFailure && (error.status === 401 || error.status === 404))
          throw notSignedIn(error)
        throw error
      }
    },

    async knowsProject(who, id, signal) {
      try {
        await send({
          ...{ name: `look for project ${id}`, method: 'GET', token: who.token, signal },
          url: identity + path`/v3/projects/${id}`,
          schema: z.unknown(),
        })
        return true
      } catch (error) {
        if (!(error instanceof CloudFailure)) throw error
        if (error.status === 403) return null
        // A proxy, or a service without this call, answers 404 with other words.
        if (error.status === 404 && /could not find project/i.test(error.message)) return false
        throw error
      }
    },

    listProjects: async (who, signal) =>
      (
        await send({
          name: 'list projects',
          method: 'GET',
          url: `${identity}/v3/auth/projects`,
          token: who.token,
          schema: projectList,
          signal,
        })
      ).data.projects,
  }
}

const notSignedIn = ({ call, message, requestId }: CloudFailure) =>
  new CloudFailure(call, 401, 'APIGW.0301', message, requestId)

/** `POST /v3/auth/tokens` (Keystone API reference, "Authentication and token management"). */
const signInBody = ({ proof, project }: Login) => ({
  auth: { identity: identityOf(proof), ...(project && { scope: { project } }) },
})

function secretsOf(proof: Proof): string[] {
  if (proof.method === 'token') return [proof.token]
  if (proof.method === 'application_credential') return [proof.secret]
  return [proof.password, ...(proof.passcode === undefined ? [] : [proof.passcode])]
}

function identityOf(proof: Proof) {
  if (proof.method === 'token') return { methods: ['token'], token: { id: proof.token } }
  if (proof.method === 'application_credential') {
    const { method, ...application_credential } = proof
    return { methods: [method], application_credential }
  }
  const { user, password, passcode } = proof
  return {
    methods: passcode === undefined ? ['password'] : ['password', 'totp'],
    password: { user: { ...user, password } },
    ...(passcode !== undefined && { totp: { user: { ...user, passcode } } }),
  }
}

type Body = TokenBody['token']

const toUnscoped = (token: string, { user }: Body, expiresAt: number): Unscoped => ({
  ...{ token, expiresAt },
  user: { id: user.id, name: user.name },
})

function toIdentity(token: string, body: Body, expiresAt: number): Identity {
  const { project, roles = [] } = body
  if (!token || !project)
    throw new CloudFailure('check token', 401, 'APIGW.0301', 'The token is not scoped to a project.')
  return {
    ...toUnscoped(token, body, expiresAt),
    project: { id: project.id, name: project.name || project.id },
    domain: project.domain,
    roles: roles.map((role) => role.name),
  }
}
