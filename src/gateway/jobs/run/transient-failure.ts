import type { CloudFailure } from '../../cloud/driver.ts'

/** How often a call, or the read of one image, is tried before its failure counts as the result. */
export const MAX_TRIES = 5

const FIRST_DELAY_MS = 1000
const MAX_DELAY_MS = 60_000

/**
 * Whether trying again later may help. A refused token and a cloud that is throttling or cannot be reached
 * say nothing about the request, and neither does an answer that comes from something before the cloud (502,
 * 504) or cannot be read; a read may be repeated after any error of the server, a change not when the cloud
 * itself has failed at it.
 */
export const isTransient = ({ status }: CloudFailure, kind: 'read' | 'change'): boolean =>
  [0, 401, 429, 502, 503, 504].includes(status) || (kind === 'read' && status >= 500)

/** The failure that decides what to do about all of them: sign in first, then reach the cloud, then wait. */
export const mostUrgent = (failures: readonly CloudFailure[]): CloudFailure | undefined =>
  failures.find(({ status }) => status === 401) ?? failures.find(({ status }) => status === 0) ?? failures[0]

/**
 * How long to wait after this many transient failures in a row, in ms: as long as the cloud asked for, or
 * doubling up to a minute.
 */
export const delayAfter = (failure: CloudFailure, inARow: number): number =>
  Math.max(failure.retryAfterMs ?? 0, Math.min(FIRST_DELAY_MS * 2 ** (inARow - 1), MAX_DELAY_MS))
