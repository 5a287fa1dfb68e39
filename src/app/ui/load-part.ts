import { useSyncExternalStore } from 'react'
import { BASE_PATH } from '../base-path.ts'

/**
 * Why a part of the app could not be loaded. `gone`: the server answers, and no longer has the file, as after
 * an update under an open tab. `noAnswer`: the server did not answer.
 */
type MissingPart = 'gone' | 'noAnswer'

let missing: MissingPart | null = null
const listeners = new Set<() => void>()

export const useMissingPart = () => useSyncExternalStore(subscribe, () => missing)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A part could not be loaded, and there is no page on the screen that could stay. */
export class NoPart extends Error {
  override readonly name = 'NoPart'
  override readonly message = 'A part of the app could not be loaded.'
}

/**
 * Loads a part of the app that has a file of its own. When that fails, whoever waits for it waits on, so that
 * what is on the screen stays, and a bar offers the reload. (Trying again would not help: after an update the
 * old file is gone for good, and a style sheet that failed is not asked for twice.)
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the only trace of a part that has arrived and is broken.
    console.warn(error)
    await tellMissing()
    if (!document.querySelector('main')) throw new NoPart()
    return new Promise<never>(() => {})
  }
}

/** Shows the bar: a part of the app could not be loaded. */
export async function tellMissing() {
  const answer = await fetch(`${BASE_PATH}/`, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  missing = answer?.ok ? 'gone' : 'noAnswer'
  for (const listener of listeners) listener()
}
