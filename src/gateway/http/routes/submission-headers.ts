import { HEADERS, MAX_REASON } from '#contract/endpoints'
import { RequestRefused } from '../problems.ts'

/** The reason of a submission, decoded; empty when none was given. Refuses with 400 what cannot be kept as a line of text. */
export function readReason(headers: Headers): string {
  const sent = headers.get(HEADERS.reason) ?? ''
  if (!/^[\x20-\x7e]*$/.test(sent)) refuse(HEADERS.reason, 'must be percent-encoded UTF-8')
  return checkReason(decode(sent))
}

/** A reason as it is kept: one line of text. Refuses with 400 what is not. */
export function checkReason(text: string): string {
  if (/\p{Cc}/u.test(text)) refuse(HEADERS.reason, 'must not contain control characters')
  const reason = text.trim()
  if (reason.length > MAX_REASON) refuse(HEADERS.reason, `must not be longer than ${MAX_REASON} characters`)
  return reason
}

/** Whether a stop is to take back key grants that nothing needs afterwards. */
export const readRevokeGrants = (headers: Headers): boolean => headers.get(HEADERS.revokeGrants) === '1'

/** Whether a share may make private images shared, where the cloud asks for that. */
export const readMakeShared = (headers: Headers): boolean => headers.get(HEADERS.makeShared) === '1'

/** The key of a submission, or null. */
export function readIdempotencyKey(headers: Headers): string | null {
  const key = headers.get(HEADERS.idempotencyKey)
  if (key !== null && !/^[\x20-\x7e]{1,200}$/.test(key))
    refuse(HEADERS.idempotencyKey, 'must be 1 to 200 printable ASCII characters')
  return key
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return refuse(HEADERS.reason, 'must be percent-encoded UTF-8')
  }
}

function refuse(header: string, why: string): never {
  throw new RequestRefused(400, 'CONSOLE.HEADER', `The header "${header}" ${why}.`, header)
}
