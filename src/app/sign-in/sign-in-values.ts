import * as z from 'zod/mini'
import type { SignInInfo, SignInRequest } from '#contract/session'
import { words } from './words.ts'

const text = z.string()

/** The form: the fields of every way of signing in. */
const fields = z.object({
  method: z.enum(['password', 'application_credential', 'token']),
  user: text,
  domain: text,
  password: text,
  passcode: text,
  project: text,
  id: text,
  secret: text,
  token: text,
})
export type SignInValues = z.infer<typeof fields>

const NEEDED: Record<SignInValues['method'], readonly [field: keyof SignInValues, message: string][]> = {
  password: [
    ['user', words.userMissing],
    ['password', words.passwordMissing],
  ],
  application_credential: [
    ['id', words.idMissing],
    ['secret', words.secretMissing],
  ],
  token: [['token', words.tokenMissing]],
}

/** The form, with the fields that the chosen way of signing in needs filled in. */
export const signInValues = fields.check(({ value, issues }) => {
  for (const [field, message] of NEEDED[value.method])
    if (value[field] === '') issues.push({ code: 'custom', input: value, path: [field], message })
})

/** An empty form with the names from the settings. */
export const emptySignIn = ({ prefill }: SignInInfo): SignInValues => ({
  method: 'password',
  password: '',
  passcode: '',
  id: '',
  secret: '',
  token: '',
  ...prefill,
})

export function toSignIn(values: SignInValues): SignInRequest {
  const { method, user, domain, password, passcode, project, id, secret, token } = values
  if (method === 'token') return { method, token }
  if (method === 'application_credential') return { method, id, secret }
  return { method, user, domain, password, passcode, project }
}
