import { type Clock, CloudFailure } from './driver.ts'

/** Decides how many calls are under way at a time. */
export type Pace = {
  /** How many it would have under way now. */
  readonly width: number
  /**
   * Makes a call as soon as there is a place for it, `background` ones after all others. Rejects with the signal's reason
   * when that is aborted before.
   */
  run<T>(
    call: () => Promise<T>,
    how?: { signal?: AbortSignal | undefined; background?: boolean | undefined },
  ): Promise<T>
}

/** More than this many at a time are never needed, and would be rude. */
export const MAX_WIDTH = 64
/** Calls that wait inside the cloud because others are before them: fewer, and it has room; more, and it has none. */
const ROOM = 2
const CROWD = 4
/** How long the time of an undisturbed call is believed: a cloud may become slower by itself. */
const BELIEVED_MS = 20_000

/**
 * Finds out how many calls at a time a cloud can use, as TCP Vegas does: of `width` calls that take `time` each where
 * an undisturbed one takes `least`, `width × (1 - least / time)` are waiting in the cloud. Beyond a few, more calls at a
 * time only make each one slower. It doubles until the first ones wait, then goes up by single steps and down to
 * where few wait; a cloud that is throttling or does not answer is given half as many, after the time that it asks for.
 */
export function createPace(clock: Clock): Pace {
  let width = 1
  let doubling = false
  let underWay = 0
  let least = Number.POSITIVE_INFINITY
  let leastAt = clock.now()
  let restUntil = 0
  let times: number[] = []
  /** Calls that were begun under another width say nothing about this one. */
  let generation = 0
  const waiting: (() => void)[] = []
  const inBackground: (() => void)[] = []

  const admit = () => {
    while (underWay < width) {
      const next = waiting.shift() ?? inBackground.shift()
      if (!next) return
      underWay += 1
      next()
    }
  }

  const change = (to: number) => {
    const next = Math.min(Math.max(Math.floor(to), 1), MAX_WIDTH)
    if (next === width) return
    width = next
    generation += 1
    times = []
  }

  const learn = (ms: number) => {
    times.push(ms)
    if (times.length < Math.max(width, 3)) return
    const time = times.reduce((sum, one) => sum + one, 0) / times.length
    times = []
    adapt(time)
  }

  /** `time`: how long a call takes under this width. */
  const adapt = (time: number) => {
    // Alone, a call waits for no others of ours.
    if (width === 1) {
      least = time
      leastAt = clock.now()
      doubling = true
    }
    least = Math.min(least, time)
    if (clock.now() - leastAt > BELIEVED_MS) return change(1)
    const useful = time > 0 ? (width * least) / time : width
    const crowd = width - useful
    if (crowd >= ROOM) doubling = false
    if (crowd < ROOM) change(doubling ? width * 2 : width + 1)
    else if (crowd > CROWD) change(useful + ROOM)
  }

  const ease = (failure: CloudFailure) => {
    doubling = false
    // Those that were under way together fail together: that is one reason to go slower, not many.
    if (clock.now() >= restUntil) change(width / 2)
    restUntil = Math.max(restUntil, clock.now() + (failure.retryAfterMs ?? REST_MS))
  }

  return {
    get width() {
      return width
    },
    async run(call, { signal, background = false } = {}) {
      await new Promise<void>((resolve) => {
        const line = background ? inBackground : waiting
        line.push(resolve)
        admit()
      })
      try {
        const rest = restUntil - clock.now()
        if (rest > 0) await clock.sleep(rest, signal)
        signal?.throwIfAborted()
        const [start, begun] = [clock.now(), generation]
        const result = await call()
        if (begun === generation) learn(clock.now() - start)
        return result
      } catch (error) {
        if (error instanceof CloudFailure && isOverload(error)) ease(error)
        throw error
      } finally {
        underWay -= 1
        admit()
      }
    },
  }
}

/** How long a cloud is left alone that does not say. */
const REST_MS = 1000

/** Too much for the cloud, or for what stands before it. */
const isOverload = ({ status }: CloudFailure) =>
  status === 0 || status === 429 || (status >= 502 && status <= 504)
