import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { CloudFailure } from './driver.ts'
import { createPace } from './pace.ts'

/** A cloud of `workers` that need `ms` for a call, one after the other, behind a line of `far` ms. */
function createServer({ workers, ms, far = 0 }: { workers: number; ms: number; far?: number }) {
  const clock = createTestClock()
  const free = new Array<number>(workers).fill(clock.now())
  let underWay = 0
  const seen = { most: 0 }
  const call = async () => {
    underWay += 1
    seen.most = Math.max(seen.most, underWay)
    const next = free.indexOf(Math.min(...free))
    const done = Math.max(free[next] ?? 0, clock.now()) + ms
    free[next] = done
    await clock.sleep(done - clock.now() + far)
    underWay -= 1
  }
  return { clock, call, seen }
}

async function runMany(run: (n: number) => Promise<unknown>, times: number) {
  await Promise.all(Array.from({ length: times }, (_, n) => run(n)))
}

test.each([
  // The knee is where all workers are busy and nothing waits: workers × (ms + far) / ms.
  { workers: 1, ms: 25, far: 0, knee: 1 },
  { workers: 2, ms: 25, far: 0, knee: 2 },
  { workers: 4, ms: 25, far: 0, knee: 4 },
  { workers: 20, ms: 25, far: 0, knee: 20 },
  { workers: 2, ms: 20, far: 100, knee: 12 },
])('finds the knee at $knee', async ({ knee, ...server }) => {
  const { clock, call, seen } = createServer(server)
  const pace = createPace(clock)
  const start = clock.now()
  await runMany(() => pace.run(call), 1000)
  expect(pace.width).toBeGreaterThanOrEqual(Math.floor(0.75 * knee))
  expect(pace.width).toBeLessThanOrEqual(knee + 5)
  expect(seen.most).toBeLessThanOrEqual(Math.max(2 * knee + 4, 8))
  const best = (1000 / server.workers) * server.ms
  expect(clock.now() - start).toBeLessThan(1.15 * best + 10 * (server.ms + server.far))
})

test('a cloud that has become slower is not taken for crowded for ever', async () => {
  const speed = { ms: 20 }
  const clock = createTestClock()
  const pace = createPace(clock)
  const call = () => clock.sleep(speed.ms)
  await runMany(() => pace.run(call), 500)
  speed.ms = 200
  await runMany(() => pace.run(call), 2000)
  expect(pace.width).toBeGreaterThan(4)
})

test('one that throttles is left alone as long as it asks for, then asked half as much', async () => {
  const clock = createTestClock()
  const pace = createPace(clock)
  await runMany(() => pace.run(() => clock.sleep(20)), 500)
  const width = pace.width
  const throttled = new CloudFailure('share', 429, '429', 'slow down', null, 5000)
  // All that were under way are refused at once: that halves once.
  const refused = Array.from({ length: 4 }, () => pace.run(() => Promise.reject(throttled)))
  for (const one of refused) await expect(one).rejects.toBe(throttled)
  expect(pace.width).toBe(Math.floor(width / 2))
  const start = clock.now()
  await pace.run(async () => {})
  expect(clock.now() - start).toBe(5000)
})

test('who waits for a place gives up with the reason of the signal', async () => {
  const clock = createTestClock()
  const pace = createPace(clock)
  const over = new AbortController()
  const first = pace.run(() => clock.sleep(20))
  const second = pace.run(async () => expect.unreachable(), { signal: over.signal })
  over.abort(new Error('stopping'))
  await expect(second).rejects.toThrow('stopping')
  await first
})
