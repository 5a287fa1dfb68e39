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
 * Loads a part of the app that has a file of its own. Where the server does not answer, it is asked until it does, and the
 * part is loaded then. Where it answers and does not have the part, as after an update, whoever waits for it waits on, so
 * that what is on the screen stays, and a bar offers the reload.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  let answered = false
  for (;;) {
    try {
      return await load()
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: the only trace of a part that has arrived and is broken.
      console.warn(error)
      answered = await untilWorthATry(answered)
      await askForStylesAgain()
    }
  }
}

/**
 * A part did not come: waits until it is worth another try, and answers whether the server answered at once. `answered`:
 * it did so the time before. Then it has the part no longer, and this never ends.
 */
export async function untilWorthATry(answered: boolean): Promise<boolean> {
  const answers = await isAnswering()
  if (answers && !answered) return true
  tell(answers || missing === 'gone' ? 'gone' : 'noAnswer')
  if (!document.querySelector('main')) throw new NoPart()
  await (answers ? new Promise<never>(() => {}) : untilAnswer())
  return false
}

function tell(now: MissingPart | null) {
  missing = now
  for (const listener of listeners) listener()
}

const isAnswering = async () =>
  (await fetch(`${BASE_PATH}/`, { method: 'HEAD', cache: 'no-store' }).catch(() => null))?.ok === true

const EVERY_MS = 2000

let waiting: Promise<void> | null = null

/** Waits until the server answers again. All parts wait together. */
function untilAnswer(): Promise<void> {
  waiting ??= askUntilAnswer().finally(() => {
    waiting = null
  })
  return waiting
}

async function askUntilAnswer() {
  do await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  while (!(await isAnswering()))
  if (missing === 'noAnswer') tell(null)
}

/** A style sheet that did not arrive is not asked for again by itself, and its part would come without it. */
async function askForStylesAgain() {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')
  await Promise.all([...links].filter(({ sheet }) => !sheet).map(askAgain))
}

function askAgain(link: HTMLLinkElement) {
  const again = document.createElement('link')
  again.rel = link.rel
  again.href = link.href
  return new Promise((resolve) => {
    again.onload = resolve
    again.onerror = resolve
    link.replaceWith(again)
  })
}
