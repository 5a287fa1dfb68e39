import { expect, test } from 'vitest'
import { createTestClock } from './clock.ts'

test('time jumps from sleeper to sleeper in order, without waiting', async () => {
  const clock = createTestClock(0)
  const woken: [string, number][] = []
  const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push([name, clock.now()]))
  await Promise.all([sleep('hour', 3_600_000), sleep('second', 1000), sleep('minute', 60_000)])
  expect(woken).toEqual([
    ['second', 1000],
    ['minute', 60_000],
    ['hour', 3_600_000],
  ])
})

test('held, time moves only when told', async () => {
  const clock = createTestClock(0)
  clock.hold()
  let woken = false
  const sleeping = clock.sleep(1000).then(() => {
    woken = true
  })
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
  clock.advance(999)
  await new Promise(setImmediate)
  expect(woken).toBe(false)
  clock.advance(1)
  await sleeping
  expect(clock.now()).toBe(1000)
})

test('released, it jumps again', async () => {
  const clock = createTestClock(0)
  clock.hold()
  const sleeping = clock.sleep(1000)
  clock.release()
  await sleeping
  expect(clock.now()).toBe(1000)
})

test('an aborted sleep rejects with the reason of the signal', async () => {
  const clock = createTestClock(0)
  const over = new AbortController()
  const sleeping = clock.sleep(1000, over.signal)
  over.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(clock.sleep(1, over.signal)).rejects.toThrow('enough')
})
