import type { SignInRequest } from '#contract/session'
import type { Proof } from '../../cloud/driver.ts'

/** A domain as the form names it: Keystone's default one where it is empty. */
export const domainOf = (name: string) => (name.trim() === '' ? { id: 'default' } : { name: name.trim() })

/** The proof that the cloud is shown at a sign-in. */
export function proofOf(request: SignInRequest): Proof {
  if (request.method === 'token') return { method: 'token', token: request.token.trim() }
  if (request.method === 'application_credential')
    return { ...request, id: request.id.trim(), secret: request.secret.trim() }
  const { user, domain, password, passcode } = request
  return {
    method: 'password',
    user: { name: user.trim(), domain: domainOf(domain) },
    password,
    ...(passcode.trim() !== '' && { passcode: passcode.trim() }),
  }
}

/** The name under which attempts are counted together: one for all that the cloud takes for the same user. */
export function nameOf(request: SignInRequest): string {
  const name = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  if (request.method === 'password')
    return JSON.stringify([name(request.domain) || 'default', name(request.user)])
  return request.method === 'token' ? 'token' : name(request.id)
}
