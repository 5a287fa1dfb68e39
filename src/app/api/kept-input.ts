import { useEffect, useEffectEvent } from 'react'
import * as z from 'zod/mini'
import { belongsHere, pageIsOf } from './signed-in-as.ts'

/**
 * What is filled in on a page, kept over a reload in the state of the page's entry in the browser's history:
 * it works where storage is blocked, has room for large texts, and is of this tab and this page only. `by` is
 * the session that it was filled in with: nobody else gets to see it.
 */
const keptState = z.object({
  kept: z.object({ by: z.nullable(z.string()), input: z.record(z.string(), z.unknown()) }),
})

const readKept = () => keptState.safeParse(globalThis.history?.state).data?.kept

// A page that shows somebody's input is that person's from the start, before any answer names the session.
const first = readKept()
if (first) belongsHere(first.by)

/** What was kept under a name, if it still has this shape: another version of the app may have written it. */
export function keptInput<S extends z.ZodMiniType>(name: string, shape: S): z.output<S> | undefined {
  const kept = readKept()
  if (!kept || kept.by !== pageIsOf()) return undefined
  return shape.safeParse(kept.input[name]).data
}

const keepers = new Map<string, () => unknown>()

/** Keeps what `input` answers when the page is loaded anew by `reloadWithInput`. */
export function useKeepInput(name: string, input: () => unknown) {
  const current = useEffectEvent(input)
  useEffect(() => {
    keepers.set(name, () => current())
    return () => void keepers.delete(name)
  }, [name])
}

let leaving = false

/** Whether the page is about to be loaded anew with all that is filled in, so that there is nothing to lose. */
export const isKept = () => leaving

/** Loads the page anew; what is filled in is kept. */
export function reloadWithInput() {
  const input = Object.fromEntries([...keepers].map(([name, get]) => [name, get()]))
  try {
    window.history.replaceState({ ...window.history.state, kept: { by: pageIsOf(), input } }, '')
    leaving = true
  } catch {
    // Too large for this browser: it asks before it throws the input away.
  }
  window.location.reload()
}

/** Loads the page anew for somebody else: nothing of the earlier user is left in it. */
export function reloadWithoutInput() {
  window.history.replaceState({ ...window.history.state, kept: undefined }, '')
  window.location.reload()
}
