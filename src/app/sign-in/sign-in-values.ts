import * as z from 'zod/mini'
import type { SignInInfo, SignInRequest } from '#contract/session'

export const METHODS = {
  password: 'User and password',
  application_credential: 'Application credential',
  token: 'Token',
} as const
type Method = keyof typeof METHODS

const text = z.string()
const needed = (what: string) => text.check(z.minLength(1, `${what} is missing.`))

const fields = {
  method: z.enum(['password', 'application_credential', 'token']),
  user: text,
  domain: text,
  password: text,
  passcode: text,
  project: text,
  id: text,
  secret: text,
  token: text,
}
export type SignInValues = { [K in keyof typeof fields]: K extends 'method' ? Method : string }

/** What each way of signing in needs, checked as it stands in the form. */
export const signInValues = z.discriminatedUnion('method', [
  z.object({
    ...fields,
    method: z.literal('password'),
    user: needed('The user'),
    password: needed('The password'),
  }),
  z.object({
    ...{ ...fields, method: z.literal('application_credential') },
    ...{ id: needed('The ID'), secret: needed('The secret') },
  }),
  z.object({ ...fields, method: z.literal('token'), token: needed('The token') }),
])

/** An empty form with the names that the settings know. */
export const emptySignIn = ({ prefill }: SignInInfo): SignInValues => ({
  ...{ method: 'password', password: '', passcode: '', id: '', secret: '', token: '' },
  ...prefill,
})

export function toSignIn(values: SignInValues): SignInRequest {
  const { method, user, domain, password, passcode, project, id, secret, token } = values
  if (method === 'token') return { method, token }
  if (method === 'application_credential') return { method, id, secret }
  return { method, user, domain, password, passcode, project }
}
