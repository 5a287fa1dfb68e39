import { expect, test } from 'vitest'
import { clientOf } from '#testing/api-client'
import { createWorld } from '#testing/harness'

// The story: nothing limited how many tokens somebody tried, and each of them was a call to the cloud.
test('tokens that the cloud does not know are tried ever more slowly, and a good one is not held up for long', async () => {
  const world = await createWorld()
  const { token } = await world.tokenFor('operator')
  world.clock.hold()
  const guesses = Array.from({ length: 60 }, (_, n) => clientOf(world, `guess-${n}`).get('/console/settings'))
  const settled: number[] = []
  for (const guess of guesses) void guess.then(({ status }) => settled.push(status))
  while (settled.length < 53) await new Promise(setImmediate)
  expect(settled.filter((status) => status === 401)).toHaveLength(30)
  expect(settled.filter((status) => status === 429)).toHaveLength(23)
  world.clock.release()
  await Promise.all(guesses)
  expect((await clientOf(world, token).get('/console/settings')).status).toBe(200)
  await world.close()
})

test('good tokens, and tokens that nobody could look at, count for nothing', async () => {
  const world = await createWorld()
  const before = world.clock.now()
  for (let n = 0; n < 40; n++) {
    const { token } = await world.tokenFor('operator')
    expect((await clientOf(world, token).get('/console/settings')).status).toBe(200)
  }
  expect(world.clock.now()).toBe(before)
  await world.close()
})
