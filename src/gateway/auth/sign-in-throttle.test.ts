import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { openTestStore } from '#testing/stores'
import { createThrottle } from './sign-in-throttle.ts'

const KEY = '10.0.0.1 ada'

test('five failures are free, then the wait doubles from two seconds to five minutes and no further', async () => {
  const clock = createTestClock()
  const { signInFailures: store } = await openTestStore(clock.now)
  const throttle = createThrottle({ store, clock })
  const waits: number[] = []
  for (let failures = 1; failures <= 16; failures += 1) {
    await throttle.failed(KEY)
    waits.push((await throttle.wait(KEY)) / 1000)
  }
  expect(waits).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300])
  clock.advance(300_000)
  expect(await throttle.wait(KEY)).toBe(0)
})

test('after a quarter of an hour without a failure the count begins anew', async () => {
  const clock = createTestClock()
  const { signInFailures: store } = await openTestStore(clock.now)
  const throttle = createThrottle({ store, clock })
  for (let failures = 0; failures < 12; failures += 1) await throttle.failed(KEY)
  clock.advance(15 * 60_000 + 1)
  await throttle.failed(KEY)
  expect(await throttle.wait(KEY)).toBe(0)
})
