import type { Clock } from '#gateway/cloud/driver'

/** A clock for tests. By default time jumps to the next sleeper as soon as nothing else is going on. */
export type TestClock = Clock & {
  /** Moves the time and wakes whoever is due. */
  advance(ms: number): void
  /** Sets the time back, as a machine's clock may be corrected; sleepers sleep as long as they would have. */
  turnBack(ms: number): void
  /** From now on time moves by `advance` only. */
  hold(): void
  /** Back to jumping by itself. */
  release(): void
  /** Work that goes on outside of this process, during which time does not jump. */
  during<T>(work: Promise<T>): Promise<T>
}

/** Turns of the event loop without a new sleeper before time jumps: requests in process must get their answer first. */
const IDLE_TURNS = 10

/** A clock that begins at `start`, in ms since 1970. */
export function createTestClock(start = Date.UTC(2026, 10, 24)): TestClock {
  let now = start
  let held = false
  let turns = 0
  let turning = false
  let outside = 0
  const sleepers = new Set<{ due: number; wake: () => void }>()

  const advanceTo = (time: number) => {
    now = Math.max(now, time)
    for (const sleeper of [...sleepers].sort((a, b) => a.due - b.due))
      if (sleeper.due <= now) {
        sleepers.delete(sleeper)
        sleeper.wake()
      }
  }
  const turn = () => {
    turning = !held && sleepers.size > 0
    if (!turning) return
    turns = outside > 0 ? 0 : turns + 1
    if (turns > IDLE_TURNS) {
      turns = 0
      advanceTo(Math.min(...[...sleepers].map((sleeper) => sleeper.due)))
    }
    setImmediate(turn)
  }
  const jump = () => {
    turns = 0
    if (turning) return
    turning = true
    setImmediate(turn)
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const abort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const sleeper = {
          due: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        sleepers.add(sleeper)
        jump()
      }),
    advance: (ms) => advanceTo(now + ms),
    turnBack: (ms) => {
      now -= ms
      for (const sleeper of sleepers) sleeper.due -= ms
    },
    hold: () => {
      held = true
    },
    release: () => {
      held = false
      jump()
    },
    during: (work) => {
      outside += 1
      return work.finally(() => {
        outside -= 1
      })
    },
  }
}
