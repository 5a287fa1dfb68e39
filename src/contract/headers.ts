/** Headers of the console's own. The table of endpoints names those that each call heeds. */
export const HEADERS = {
  console: 'x-console',
  signedInAs: 'x-signed-in-as',
  idempotencyKey: 'idempotency-key',
  reason: 'x-share-reason',
  makeShared: 'x-make-shared',
  revokeGrants: 'x-revoke-grants',
  planFingerprint: 'x-plan-fingerprint',
  confirmed: 'x-confirmed',
} as const

export type Header = keyof typeof HEADERS

/** The header of every answer with the request ID, which finds the call in the gateway's log. */
export const REQUEST_ID = 'x-request-id'

/** Longest reason kept, in characters. */
export const MAX_REASON = 500

/**
 * The meaning and JSON Schema of each header, for `/openapi.json`. The app does not use it, so its bundle
 * leaves it out.
 */
export const HEADER_DOCS: Readonly<Record<Header, { description: string; schema: object }>> = {
  console: {
    description:
      'Marks calls of the console’s own page, as no page of another site can send it: a session counts only ' +
      'with it. "1" while somebody is at the page, "idle" when the page only polls by itself, which keeps no ' +
      'session alive. A call with a token does without.',
    schema: { type: 'string', examples: ['1', 'idle'] },
  },
  signedInAs: {
    description:
      'From whose page the call comes, as the settings and every answer say it. Where another user or ' +
      'project is signed in, or the token is of another, the call is refused with 409 CONSOLE.OTHER_SESSION, ' +
      'and nothing is read or done. Without it nothing is compared.',
    schema: { type: 'string' },
  },
  idempotencyKey: {
    description:
      'A key that the client makes: sending it twice makes one job, which it also finds after a broken ' +
      'connection. It is the user’s own. With another action, body or option it is refused with 400 ' +
      'CONSOLE.KEY_REUSED, and nothing is stored or sent.',
    schema: { type: 'string', maxLength: 200 },
  },
  reason: {
    description: `Kept with the job; percent-encoded UTF-8, at most ${MAX_REASON} characters`,
    schema: { type: 'string' },
  },
  makeShared: {
    description: 'Private images are made shared first, where the cloud gives them no recipients otherwise',
    schema: { type: 'string', enum: ['1'] },
  },
  revokeGrants: {
    description: 'Key grants that this console made and that no share needs afterwards are revoked',
    schema: { type: 'string', enum: ['1'] },
  },
  planFingerprint: {
    description:
      'The fingerprint of the plan that was shown. When the plan is another one by now, the call is refused ' +
      'with 409 CONSOLE.CHANGED and the new plan. Without it every pair of the call is wanted.',
    schema: { type: 'string' },
  },
  confirmed: {
    description:
      'What was confirmed of that plan, with commas in between: "newcomers", "mismatches", "make-shared"',
    schema: { type: 'string', examples: ['newcomers,make-shared'] },
  },
}
