import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Plan } from '#contract/plan'
import { HOLD_MS, useHoldChoice } from './hold-choice.ts'
import { planChanges } from './plan-changes.ts'

/** What stands between the click and the call. Times in ms since 1970. */
export type ReleaseState =
  | { kind: 'idle' }
  /** It can still be stopped. */
  | { kind: 'held'; until: number }
  /** The plan is made once more. */
  | { kind: 'checking' }
  /** The plan is another one now: nothing was sent, and it is asked again. */
  | { kind: 'changed'; changes: string[] }
  | { kind: 'failed'; error: Error }

/**
 * Lets a confirmed plan go: holds it for a few seconds, makes it once more, and says whether it still is what the
 * operator saw. A second call while the first is under way does nothing.
 */
export function useRelease(makeAgain: (signal: AbortSignal) => Promise<Plan>) {
  const [state, setState] = useState<ReleaseState>({ kind: 'idle' })
  const hold = useHoldChoice()
  const under = useRef<AbortController>(null)
  useEffect(() => () => under.current?.abort(), [])

  /** True: send it now. */
  const release = async (plan: Plan): Promise<boolean> => {
    if (under.current) return false
    const controller = new AbortController()
    const { signal } = controller
    under.current = controller
    try {
      if (hold) {
        setState({ kind: 'held', until: Date.now() + HOLD_MS })
        await pause(HOLD_MS, signal)
      }
      setState({ kind: 'checking' })
      const now = await makeAgain(signal)
      signal.throwIfAborted()
      const same = now.fingerprint === plan.fingerprint
      setState(same ? { kind: 'idle' } : { kind: 'changed', changes: planChanges(plan, now) })
      return same
    } catch (error) {
      setState(signal.aborted ? { kind: 'idle' } : { kind: 'failed', error: asError(error) })
      return false
    } finally {
      under.current = null
    }
  }

  return {
    state,
    busy: state.kind === 'held' || state.kind === 'checking',
    release,
    /** Takes the click back, and forgets what was said about the last one. */
    stop: () => {
      under.current?.abort()
      setState({ kind: 'idle' })
    },
  }
}

/** For the button that lets a plan go: it gives its place and the focus to the one that stops it, and gets both back. */
export function useFocusAfterHold({ kind }: ReleaseState): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(kind)
  useEffect(() => {
    const ended = before.current === 'held' && kind !== 'held'
    before.current = kind
    // An edit ends it as well: then the focus is where the operator is.
    if (ended && document.activeElement === document.body) button.current?.focus()
  }, [kind])
  return button
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
