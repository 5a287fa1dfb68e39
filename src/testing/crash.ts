import type { Driver } from '#gateway/cloud/driver'
import type { Store } from '#gateway/store/database'
import { type CloudWorld, createCore } from './core-world.ts'

/**
 * Lets `steps` writes and answers pass, then fails for ever: before or after the thing is done, as a crash may. `onStep`
 * hears the number of each.
 */
export function createCrash(steps: number, onStep: (n: number) => void = () => {}) {
  let left = steps
  let taken = 0
  const step = () => {
    onStep(taken++)
    left -= 1
    if (left < 0) throw new Error('crashed')
  }
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member = Reflect.get(object, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          step()
          const result = member.apply(object, args)
          if (result !== null && typeof result === 'object' && Symbol.asyncIterator in result)
            return eachStep(result as AsyncIterable<unknown>)
          return Promise.resolve(result).then((value) => {
            step()
            return value
          })
        }
      },
    })
  async function* eachStep(stream: AsyncIterable<unknown>) {
    for await (const item of stream) {
      step()
      yield item
    }
  }
  return {
    crashed: () => left < 0,
    store: (store: Store): Store => ({
      ...store,
      requests: wrap(store.requests),
      runs: wrap(store.runs),
      // Whether a lease is held is known without asking anybody, so that no crash comes between.
      leases: { ...wrap(store.leases), holds: store.leases.holds },
    }),
    driver: (driver: Driver): Driver => wrap(driver),
  }
}

/**
 * Goes on with the jobs of a store until they end or the console crashes, then starts it again without a
 * crash and lets them end.
 */
export async function crashAndResume(
  world: CloudWorld,
  { crash, store }: { crash: ReturnType<typeof createCrash>; store: Store },
): Promise<void> {
  const before = await createCore(world, { store: crash.store(store), driver: crash.driver(world.driver) })
  before.runner.resume()
  await Promise.race([before.runner.idle(), untilCrashed(crash)])
  await before.runner.stop()
  const after = await createCore(world, { store })
  after.runner.resume()
  await after.runner.idle()
  await after.runner.stop()
}

/** Settles once it has crashed. */
export async function untilCrashed(crash: { crashed(): boolean }): Promise<void> {
  while (!crash.crashed()) await new Promise(setImmediate)
}
