/**
 * Names that make a call or a job go wrong, to be pasted as a recipient (a project ID) or asked for as an
 * image. One table: what a name does here, what docs/embedded-cloud.md says about it, and what the tests go through.
 */

/** A call that is answered with an error instead of being carried out. */
export type CallFault = { status: number; code: string; message: string; retryAfter?: number }

export type RecipientFault = {
  /** What it does, for people. */
  does: string
  /** The call itself (batch, or native for this recipient) is refused. */
  refuses?: CallFault
}

export const RECIPIENT_FAULTS = {
  'fault-400': {
    does: 'The call is refused with 400 IMG.0018.',
    refuses: { status: 400, code: 'IMG.0018', message: 'The job could not be submitted.' },
  },
  'fault-401': {
    does: 'The call is refused with 401 APIGW.0307, as for an expired token.',
    refuses: { status: 401, code: 'APIGW.0307', message: 'The token must be updated.' },
  },
  'fault-403': {
    does: 'The call is refused with 403 IMG.0026.',
    refuses: { status: 403, code: 'IMG.0026', message: 'The role has no permission to share images.' },
  },
  'fault-404': {
    does: 'The call is refused with 404 APIGW.0101.',
    refuses: { status: 404, code: 'APIGW.0101', message: 'The API does not exist or is not published.' },
  },
  'fault-500': {
    does: 'The call is refused with 500 IMG.0061; nothing is changed.',
    refuses: { status: 500, code: 'IMG.0061', message: 'Unknown internal error.' },
  },
  'fault-503': {
    does: 'The call is refused with 503 APIGW.0201; nothing is changed.',
    refuses: { status: 503, code: 'APIGW.0201', message: 'The backend service is unavailable.' },
  },
  'fault-throttle': {
    does: 'The first two calls with the same images are refused with 429 APIGW.0308 and Retry-After: 2; the third works.',
    refuses: {
      status: 429,
      code: 'APIGW.0308',
      message: 'The throttling threshold was reached.',
      retryAfter: 2,
    },
  },
  'fault-hang': { does: 'The call is never answered; nothing is changed.' },
  'fault-pair': { does: 'The pairs with this recipient fail with IMG.0112 (IMG.0113 when removing).' },
  'fault-lose-job': { does: 'The job is carried out, but asking for it answers 404 IMG.0023.' },
  'fault-stall': { does: 'The job stays RUNNING for ever when it comes to this recipient.' },
  'fault-lie': { does: 'The job reports success, but this recipient is neither added nor removed.' },
  'fault-no-results': { does: 'Asking for the job answers without results per pair.' },
  'fault-unknown-status': { does: 'The job is PAUSED for its second half, then SUCCESS.' },
  'fault-slow': { does: 'The job takes ten times as long.' },
} as const satisfies Record<string, RecipientFault>

export type RecipientFaultName = keyof typeof RECIPIENT_FAULTS

/** How many calls `fault-throttle` refuses before one works. */
export const THROTTLED_CALLS = 2

export const isRecipientFault = (id: string): id is RecipientFaultName => Object.hasOwn(RECIPIENT_FAULTS, id)

const imageFault = (status: number) => `00000000-0000-4000-8000-000000000${status}`

/** Images whose show and member list answer with an error. */
export const IMAGE_FAULTS: Readonly<Record<string, CallFault>> = {
  [imageFault(403)]: {
    status: 403,
    code: 'IMG.0026',
    message: 'The role has no permission to read this image.',
  },
  [imageFault(404)]: {
    status: 404,
    code: 'APIGW.0101',
    message: 'The API does not exist or is not published.',
  },
  [imageFault(429)]: { ...RECIPIENT_FAULTS['fault-throttle'].refuses },
  [imageFault(500)]: { ...RECIPIENT_FAULTS['fault-500'].refuses },
  [imageFault(503)]: { ...RECIPIENT_FAULTS['fault-503'].refuses },
}
