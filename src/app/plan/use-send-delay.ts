import { type RefObject, useEffect, useRef, useState } from 'react'
import { SEND_DELAY_MS, useSendDelayChoice } from './send-delay-choice.ts'

/** What stands between the click and the call. Times in ms since 1970. */
export type SendState =
  | { kind: 'idle' }
  /** It can still be taken back. */
  | { kind: 'delayed'; until: number }
  /** It was taken back: nothing was sent. */
  | { kind: 'stopped'; by: 'operator' | 'edit' }
  /** The server refused it, as the plan is another one now: nothing was sent, and it is asked again. */
  | { kind: 'changed'; changes: string[] }

/** Holds a confirmed plan for a few seconds before it is sent. A second call while the first is under way does nothing. */
export function useSendDelay() {
  const [state, setState] = useState<SendState>({ kind: 'idle' })
  const isOn = useSendDelayChoice()
  const under = useRef<AbortController>(null)
  useEffect(() => () => under.current?.abort(), [])

  /** True: send it now. */
  const wait = async (): Promise<boolean> => {
    if (under.current) return false
    const controller = new AbortController()
    under.current = controller
    if (isOn) {
      setState({ kind: 'delayed', until: Date.now() + SEND_DELAY_MS })
      await pause(SEND_DELAY_MS, controller.signal)
    }
    under.current = null
    if (!controller.signal.aborted) setState({ kind: 'idle' })
    return !controller.signal.aborted
  }
  const takeBack = (by: 'operator' | 'edit') => {
    under.current?.abort()
    setState({ kind: 'stopped', by })
  }

  return {
    state,
    busy: state.kind === 'delayed',
    wait,
    stop: () => takeBack('operator'),
    /** What is on the screen was edited: takes the click back, and forgets how the plan had changed before. */
    edited: () => {
      if (under.current) takeBack('edit')
      else setState((before) => (before.kind === 'changed' ? { kind: 'idle' } : before))
    },
    tellChanged: (changes: string[]) => setState({ kind: 'changed', changes }),
  }
}

export type SendDelay = ReturnType<typeof useSendDelay>

/** For the button that sends a plan: it gives its place and the focus to the one that takes it back, and gets both again. */
export function useFocusAfterDelay({ kind }: SendState): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(kind)
  useEffect(() => {
    const ended = before.current === 'delayed' && kind !== 'delayed'
    before.current = kind
    // An edit ends it as well: then the focus is where the operator is.
    if (ended && document.activeElement === document.body) button.current?.focus()
  }, [kind])
  return button
}

/** Settles after a time, or as soon as the signal is aborted. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
