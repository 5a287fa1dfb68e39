import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { newPlace } from '#testing/stores'
import { openStore } from '../store/database.ts'
import { createThrottle } from './sign-in-throttle.ts'

test('whoever guesses at one gateway is slowed down at every other, and nobody else is', async () => {
  const clock = createTestClock()
  const place = await newPlace()
  const stores = await Promise.all([0, 1].map(() => openStore({ ...place, now: clock.now })))
  const throttles = stores.map(({ signInAttempts }) => createThrottle({ store: signInAttempts, clock }))
  const guess = (user: string) =>
    Promise.all(throttles.map((throttle) => throttle.enter({ user, address: '10.0.0.1' })))
  for (let n = 0; n < 2; n++) await guess('ada')
  const before = clock.now()
  await guess('bob')
  expect(clock.now()).toBe(before)
  // The fifth attempt is free, the sixth is not, whichever gateway has it.
  await guess('ada')
  expect(clock.now() - before).toBe(10_000)
  for (const { close } of stores) await close()
})
