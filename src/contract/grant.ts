import * as z from 'zod/mini'
import { KEY_ID, PRINCIPAL } from '#ims/keys'
import { code } from './problem.ts'

/** Accounts (never projects) that are to use a key. */
export const grantRequest = z.object({
  keyId: z.string().check(z.regex(KEY_ID)),
  accounts: z.array(z.string().check(z.regex(PRINCIPAL))).check(z.minLength(1)),
})

/** The result for each account, in the order asked. `grantId` is null where it failed, with the reason. */
export const grantResult = z.object({
  results: z.array(
    z.object({
      accountId: z.string(),
      grantId: z.nullable(z.string()),
      code: z.nullable(code),
      message: z.nullable(z.string()),
    }),
  ),
})
export type GrantResult = z.infer<typeof grantResult>
