import { HEADERS, type Header, MAX_REASON } from '#contract/headers'
import { CONFIRMATIONS, type ConfirmationKind } from '#contract/plan'
import { hasHidden } from '#contract/text'
import type { Confirmed } from '../../jobs/plan/plan-changed.ts'
import { RequestRefused } from '../problems.ts'

/** How each header is read. The guards read those that say from whose page a call comes. */
const READERS = {
  idempotencyKey: (text: string | null) => {
    if (text !== null && !/^[\x20-\x7e]{1,200}$/.test(text))
      refuse('idempotencyKey', 'must be 1 to 200 printable ASCII characters')
    return text
  },
  /** Empty when none was given. */
  reason: (text: string | null) => {
    const sent = text ?? ''
    if (!/^[\x20-\x7e]*$/.test(sent)) refuse('reason', NOT_ENCODED)
    return checkReason(decode(sent))
  },
  makeShared: (text: string | null) => text === '1',
  revokeGrants: (text: string | null) => text === '1',
  planFingerprint: (text: string | null) => text,
  confirmed: (text: string | null) =>
    (text ?? '')
      .split(',')
      .map((kind) => kind.trim())
      .filter((kind) => kind !== '')
      .map(kindOf),
} satisfies Partial<Record<Header, (text: string | null) => unknown>>

type Readable = keyof typeof READERS

/** Headers of a call by name, each as its reader gives it. */
export type ReadHeaders<N extends Header> = { [K in N & Readable]: ReturnType<(typeof READERS)[K]> }

/**
 * Reads the headers that a call heeds by the table of endpoints, so that one which is not in the table, and
 * so not in `/openapi.json`, cannot be read. Refuses with 400 a value that is not valid.
 */
export function readHeaders<N extends Header>(
  { headers: names }: { headers: readonly N[] },
  sent: Headers,
): ReadHeaders<N> {
  const readable = names.filter((name): name is N & Readable => name in READERS)
  return Object.fromEntries(
    readable.map((name) => [name, READERS[name](sent.get(HEADERS[name]))]),
  ) as ReadHeaders<N>
}

type Submission = ReadHeaders<'idempotencyKey' | 'reason' | 'planFingerprint' | 'confirmed'>
type Options = Partial<ReadHeaders<'makeShared' | 'revokeGrants'>>

/**
 * What the headers of a share or a stop say beside its body. `requirePlan`: it must name the plan that was
 * confirmed; without one every pair is wanted.
 */
export function submissionOf(headers: Submission & Options, { requirePlan }: { requirePlan: boolean }) {
  const { idempotencyKey, reason, planFingerprint, confirmed: kinds } = headers
  const { makeShared = false, revokeGrants = false } = headers
  const name = HEADERS.planFingerprint
  if (requirePlan && planFingerprint === null)
    throw new RequestRefused(
      428,
      'CONSOLE.PLAN_REQUIRED',
      `This console takes shares and stops only with the header "${name}" of a plan that was shown.`,
      name,
    )
  const confirmed: Confirmed | null =
    planFingerprint === null ? null : { fingerprint: planFingerprint, kinds }
  return {
    key: idempotencyKey,
    reason,
    revokeGrants,
    makeShared: makeShared || (confirmed?.kinds.includes('make-shared') ?? false),
    confirmed,
  }
}

const kindOf = (text: string): ConfirmationKind =>
  CONFIRMATIONS.find((kind) => kind === text) ??
  refuse('confirmed', `must be some of ${CONFIRMATIONS.join(', ')}, with commas between them`)

/** A reason as it is kept: one line of text. Refuses with 400 what is not. */
export function checkReason(text: string): string {
  if (/\p{Cc}/u.test(text)) refuse('reason', 'must not contain control characters')
  if (hasHidden(text)) refuse('reason', 'must not contain characters that nobody can see')
  const reason = text.trim()
  if (reason.length > MAX_REASON) refuse('reason', `must not be longer than ${MAX_REASON} characters`)
  return reason
}

const NOT_ENCODED = 'must be percent-encoded UTF-8'

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return refuse('reason', NOT_ENCODED)
  }
}

function refuse(header: Readable, why: string): never {
  const name = HEADERS[header]
  throw new RequestRefused(400, 'CONSOLE.HEADER', `The header "${name}" ${why}.`, name)
}
