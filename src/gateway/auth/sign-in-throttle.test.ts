import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { openTestStore } from '#testing/stores'
import { createThrottle, networkOf } from './sign-in-throttle.ts'

/*
 * The story: failures were counted after the attempt and by the text as it was typed, for each user from each address
 * alone. 60 guesses at once all but passed, "operator" with spaces was guessed for ever, a user was guessed from any number
 * of addresses, and five wrong guesses locked the right user out.
 */

/** A throttle with a clock that is stepped by whoever waits. */
async function setUp() {
  const clock = createTestClock()
  const { signInAttempts } = await openTestStore(clock.now)
  const throttle = createThrottle({ store: signInAttempts, clock })
  /** An attempt that fails: how long it took, or null when it was sent away. */
  const guess = async (user: string, address: string) => {
    const before = clock.now()
    for (const who of [null, user]) {
      const entered = await throttle.enter({ user: who, address })
      if (!('takeBack' in entered)) return null
    }
    return clock.now() - before
  }
  return { clock, throttle, guess }
}

test('five attempts are free; each further one waits its turn, and nobody is locked out', async () => {
  const { guess } = await setUp()
  const waits = []
  for (let n = 0; n < 8; n++) waits.push(await guess('ada', '10.0.0.1'))
  expect(waits).toEqual([0, 0, 0, 0, 0, 10_000, 10_000, 10_000])
  expect(await guess('ada', '10.0.0.2')).toBe(0)
  expect(await guess('bob', '10.0.0.1')).toBe(0)
})

test('of many attempts at once only as many are made as of many in a row', async () => {
  const { clock, guess } = await setUp()
  clock.hold()
  const settled: (number | null)[] = []
  const all = Array.from({ length: 60 }, async () => settled.push(await guess('ada', '10.0.0.1')))
  // One waits for its turn with the user, and seven for theirs with the address.
  while (settled.length < 52) await new Promise(setImmediate)
  expect(settled.filter((wait) => wait === 0)).toHaveLength(5)
  expect(settled.filter((wait) => wait === null)).toHaveLength(47)
  clock.release()
  await Promise.all(all)
})

test('a user is not guessed faster from many addresses, nor many users from one', async () => {
  const { guess } = await setUp()
  const fromMany = []
  for (let n = 0; n < 22; n++) fromMany.push(await guess('ada', `10.0.1.${n}`))
  expect(fromMany.slice(0, 20).every((wait) => wait === 0)).toBe(true)
  expect(fromMany.slice(20)).toEqual([5000, 5000])
  const manyUsers = []
  for (let n = 0; n < 32; n++) manyUsers.push(await guess(`user-${n}`, '10.9.9.9'))
  expect(manyUsers.slice(0, 30).every((wait) => wait === 0)).toBe(true)
  expect(manyUsers.slice(30)).toEqual([2000, 2000])
})

test('attempts that are taken back count for nothing', async () => {
  const { throttle, clock } = await setUp()
  const before = clock.now()
  for (let n = 0; n < 400; n++) {
    const entered = await throttle.enter({ user: 'ada', address: '10.0.0.1' })
    if ('takeBack' in entered) await entered.takeBack()
  }
  expect(clock.now()).toBe(before)
})

test('all attempts together are slowed down, however they are spread', async () => {
  const { guess, clock } = await setUp()
  const before = clock.now()
  for (let n = 0; n < 320; n++) await guess(`user-${n}`, `10.${n >> 8}.${n & 255}.1`)
  expect(clock.now() - before).toBeGreaterThanOrEqual(2000)
})

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  // With the port, as some proxies write it: each connection counted as another address.
  ['10.0.0.1:50123', '10.0.0.1'],
  ['[2001:db8:1:2::9]:50123', '2001:db8:1:2'],
  ['[::ffff:10.0.0.1]:50123', '10.0.0.1'],
  ['', ''],
])('the address %s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
