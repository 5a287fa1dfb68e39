import * as z from 'zod/mini'

/** Where the console knows a project from: the operator's account, or an earlier job of this project. */
export const recipientSource = z.enum(['account', 'history'])
export type RecipientSource = z.infer<typeof recipientSource>

/** A project that images can be shared with. `name` is empty when nobody ever told it. Times in ms since 1970. */
export const recipient = z.object({
  id: z.string(),
  name: z.string(),
  sources: z.array(recipientSource),
  lastUsedAt: z.nullable(z.number()),
})
export type Recipient = z.infer<typeof recipient>

/** Known recipients; never the operator's own project. */
export const recipientList = z.object({ recipients: z.array(recipient) })
export type RecipientList = z.infer<typeof recipientList>
