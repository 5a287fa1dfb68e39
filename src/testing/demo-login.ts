import type { Login } from '#gateway/cloud/driver'

/** The login of the demo world that owns its images. */
export const OPERATOR = demoLogin('operator')

/** A password login of the demo world; its users have their names for passwords. */
export function demoLogin(name: string, { project = 'golden-images', password = name } = {}): Login {
  const domain = { name: 'demo' }
  return {
    proof: { method: 'password', user: { name, domain }, password },
    project: { name: project, domain },
  }
}
