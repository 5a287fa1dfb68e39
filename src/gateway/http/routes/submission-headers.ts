import { HEADERS, MAX_REASON } from '#contract/endpoints'
import { CONFIRMATIONS, type ConfirmationKind } from '#contract/plan'
import type { Confirmed } from '../../jobs/plan/plan-changed.ts'
import { RequestRefused } from '../problems.ts'

/** All that the headers of a submission say beside its body. `requirePlan`: it must name the plan that was confirmed. */
export function readSubmission(headers: Headers, { requirePlan }: { requirePlan: boolean }) {
  const confirmed = readConfirmed(headers)
  if (requirePlan && confirmed === null)
    throw new RequestRefused(
      428,
      'CONSOLE.PLAN_REQUIRED',
      `This console takes shares and stops only with the header "${HEADERS.planFingerprint}" of a plan that was shown.`,
      HEADERS.planFingerprint,
    )
  return {
    reason: readReason(headers),
    key: readIdempotencyKey(headers),
    revokeGrants: readRevokeGrants(headers),
    makeShared: readMakeShared(headers) || (confirmed?.kinds.includes('make-shared') ?? false),
    confirmed,
  }
}

/** The reason of a submission, decoded; empty when none was given. Refuses with 400 what cannot be kept as a line of text. */
function readReason(headers: Headers): string {
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
const readRevokeGrants = (headers: Headers): boolean => headers.get(HEADERS.revokeGrants) === '1'

/** Whether a share may make private images shared, where the cloud asks for that. */
const readMakeShared = (headers: Headers): boolean => headers.get(HEADERS.makeShared) === '1'

/** What was confirmed of the plan that was shown; null: nothing was, and every pair is wanted. */
function readConfirmed(headers: Headers): Confirmed | null {
  const fingerprint = headers.get(HEADERS.planFingerprint)
  const kinds = (headers.get(HEADERS.confirmed) ?? '').split(',').map((kind) => kind.trim())
  const known = kinds.filter((kind) => kind !== '').map(kindOf)
  return fingerprint === null ? null : { fingerprint, kinds: known }
}

const kindOf = (text: string): ConfirmationKind =>
  CONFIRMATIONS.find((kind) => kind === text) ??
  refuse(HEADERS.confirmed, `must be some of ${CONFIRMATIONS.join(', ')}, with commas between them`)

/** The key of a submission, or null. */
function readIdempotencyKey(headers: Headers): string | null {
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
