import type { SignInInfo, SignInRequest } from '#contract/session'
import type { DomainRef, Proof, Ref } from '../../cloud/driver.ts'

type Password = Extract<SignInRequest, { method: 'password' }>
type Credential = Extract<SignInRequest, { method: 'application_credential' }>

/** Turns what the sign-in page sends into what the cloud is shown. */
export type Proofs = {
  proofOf(request: SignInRequest): Proof
  /** The project to enter; null: it is chosen afterwards. */
  projectOf(request: Password): Ref | null
}

type Prefill = SignInInfo['prefill']

/** The form of the IDs that Keystone gives. */
const ID = /^[0-9a-f]{32}$/i

/** `ids`: what of the settings' words is an ID and no name. */
export function createProofs(o: { prefill: Prefill; ids: readonly string[] }): Proofs {
  const isKnownId = (field: keyof Prefill, text: string) => o.ids.includes(field) && text === o.prefill[field]

  const domainOf = (field: 'domain' | 'projectDomain', written: string): DomainRef => {
    const text = written.trim()
    if (text === '') return { id: 'default' }
    return ID.test(text) || isKnownId(field, text) ? { id: text } : { name: text }
  }

  /** Users may have names of any form. */
  const userOf = (written: string, domain: string): Ref => {
    const text = written.trim()
    return isKnownId('user', text) ? { id: text } : { name: text, domain: domainOf('domain', domain) }
  }

  const credentialOf = ({ id, secret, user = '', domain = '' }: Credential): Proof => {
    const [text, method] = [id.trim(), 'application_credential' as const]
    return ID.test(text) || isKnownId('id', text) || user.trim() === ''
      ? { method, id: text, secret: secret.trim() }
      : { method, name: text, user: userOf(user, domain), secret: secret.trim() }
  }

  return {
    proofOf(request) {
      if (request.method === 'token') return { method: 'token', token: request.token.trim() }
      if (request.method === 'application_credential') return credentialOf(request)
      const { user, domain, password, passcode } = request
      return {
        method: 'password',
        user: userOf(user, domain),
        password,
        ...(passcode.trim() !== '' && { passcode: passcode.trim() }),
      }
    },

    projectOf({ project, projectDomain = '', domain }) {
      const text = project.trim()
      if (text === '') return null
      if (ID.test(text) || isKnownId('project', text)) return { id: text }
      return {
        name: text,
        domain: projectDomain.trim() ? domainOf('projectDomain', projectDomain) : domainOf('domain', domain),
      }
    },
  }
}

/** The name under which attempts are counted together: one for all that the cloud takes for the same user. */
export function nameOf(request: SignInRequest): string {
  const name = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  if (request.method === 'password')
    return JSON.stringify([name(request.domain) || 'default', name(request.user)])
  return request.method === 'token' ? 'token' : name(request.id)
}
