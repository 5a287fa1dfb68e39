import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { newPlace } from '#testing/stores'
import { openStore } from '../store/database.ts'
import { createThrottle } from './sign-in-throttle.ts'

test('whoever guesses at one gateway is slowed down at every other, and nobody else is', async () => {
  const clock = createTestClock()
  const place = await newPlace()
  const stores = [
    await openStore({ ...place, now: clock.now }),
    await openStore({ ...place, now: clock.now }),
  ]
  const [a, b] = stores.map(({ signInFailures }) => createThrottle({ store: signInFailures, clock }))
  if (!a || !b) throw new Error('no throttles')
  for (let n = 0; n < 3; n += 1) await Promise.all([a.failed('10.0.0.1 ada'), b.failed('10.0.0.1 ada')])
  expect(await a.wait('10.0.0.1 ada')).toBe(4000)
  expect(await b.wait('10.0.0.1 ada')).toBe(4000)
  expect(await b.wait('10.0.0.2 ada')).toBe(0)
  clock.advance(4000)
  expect(await a.wait('10.0.0.1 ada')).toBe(0)
  await a.succeeded('10.0.0.1 ada')
  await b.failed('10.0.0.1 ada')
  expect(await a.wait('10.0.0.1 ada')).toBe(0)
  for (const { close } of stores) await close()
})
