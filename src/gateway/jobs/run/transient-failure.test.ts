import { expect, test } from 'vitest'
import { CloudFailure } from '../../cloud/driver.ts'
import { delayAfter, isTransient, mostUrgent } from './transient-failure.ts'

const failure = (status: number, retryAfterMs: number | null = null) => {
  const found = new CloudFailure('share', status, 'CONSOLE.UNREACHABLE', '')
  return retryAfterMs === null ? found : Object.assign(found, { retryAfterMs })
}

test('the wait doubles from a second to a minute, and never becomes longer by itself', () => {
  expect([1, 2, 3, 6, 7, 8, 50].map((inARow) => delayAfter(failure(503), inARow))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000,
  ])
})

test('a cloud that asks for a longer wait gets it, and one that asks for a shorter wait does not', () => {
  expect(delayAfter(failure(429, 300_000), 1)).toBe(300_000)
  expect(delayAfter(failure(429, 1), 3)).toBe(4000)
})

test('a refused token comes first, then a cloud that cannot be reached, then whatever was first', () => {
  const [token, unreachable, busy, other] = [failure(401), failure(0), failure(503), failure(429)]
  expect(mostUrgent([busy, unreachable, token])).toBe(token)
  expect(mostUrgent([busy, unreachable, other])).toBe(unreachable)
  expect(mostUrgent([busy, other])).toBe(busy)
  expect(mostUrgent([])).toBeUndefined()
})

test('a change is not made again after an error of the cloud itself, a read is', () => {
  for (const status of [0, 401, 429, 502, 503, 504])
    for (const kind of ['read', 'change'] as const) expect(isTransient(failure(status), kind)).toBe(true)
  expect([isTransient(failure(500), 'read'), isTransient(failure(500), 'change')]).toEqual([true, false])
  expect([isTransient(failure(403), 'read'), isTransient(failure(403), 'change')]).toEqual([false, false])
})
