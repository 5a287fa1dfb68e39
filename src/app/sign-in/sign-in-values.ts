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
  projectDomain: text,
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

/** An empty form with what the settings tell. */
export const emptySignIn = ({ prefill }: SignInInfo): SignInValues => ({
  password: '',
  passcode: '',
  secret: '',
  token: '',
  ...prefill,
})

/** Where writing begins: the first field that the settings leave empty and that is needed. */
export const firstEmptyField = (values: SignInValues) =>
  NEEDED[values.method].find(([field]) => values[field] === '')?.[0] ?? 'method'

export function toSignIn(values: SignInValues): SignInRequest {
  const { method, user, domain, password, passcode, project, projectDomain, id, secret, token } = values
  if (method === 'token') return { method, token }
  if (method === 'application_credential') return { method, id, secret, user, domain }
  return { method, user, domain, password, passcode, project, projectDomain }
}
