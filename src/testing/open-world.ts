import { onTestFinished } from 'vitest'
import { createWorld, type World, type WorldOptions } from './harness.ts'

/** A world for one test. It is closed when the test has finished, unless the test has done so for a restart. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= world.close()
    return closed
  }
  onTestFinished(close)
  return { ...world, close }
}
