import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { createRemembered } from '../ui/remembered.ts'
import { useModule } from '../ui/use-module.ts'
import { findShown, helpShown, shortcutsShown } from './shown.ts'

/** Keys without a modifier can be switched off: who dictates presses them by speaking (WCAG 2.1.4). */
const singleKeys = createRemembered('single-key-shortcuts')
const load = async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog
const loadHelp = async () => (await import('./HelpDialog.tsx')).HelpDialog
const loadFind = async () => (await import('../find/FindDialog.tsx')).FindDialog

/** The pages by the key that follows "g". */
const PAGES = { s: '/share', t: '/stop', r: '/recipients', j: '/jobs', i: '/received' } as const

/** The keys that work on every page, the dialog that tells them, the help, and Find. */
export function Shortcuts() {
  const router = useRouter()
  const isShown = shortcutsShown.useIs()
  const isHelping = helpShown.useIs()
  const isFinding = findShown.useIs()
  const isOn = singleKeys.useIs((value) => value !== 'off')
  const Dialog = useModule(load, isShown)
  const Help = useModule(loadHelp, isHelping)
  const Find = useModule(loadFind, isFinding)
  const isGoing = useRef(false)
  useEffect(() => {
    const act = (key: string): boolean => {
      const to = isGoing.current ? PAGES[key as keyof typeof PAGES] : undefined
      isGoing.current = key === 'g'
      if (to) void router.navigate({ to })
      else if (key === '?') shortcutsShown.show(true)
      else if (key === '/') findShown.show(true)
      else return false
      return true
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isFindKey(event)) {
        // The browser has one of its own for it.
        event.preventDefault()
        if (!isCovered()) findShown.show(true)
      } else if (isOn && isFree(event) && act(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOn, router])
  return (
    <>
      {isShown && Dialog && (
        <Dialog
          isOn={isOn}
          onSwitch={(on) => singleKeys.set(on ? 'on' : 'off')}
          onClose={() => shortcutsShown.show(false)}
        />
      )}
      {isHelping && Help && <Help onClose={() => helpShown.show(false)} />}
      {isFinding && Find && (
        <Find onClose={() => findShown.show(false)} onShortcuts={() => shortcutsShown.show(true)} />
      )}
    </>
  )
}

const isFindKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey

const WRITES =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=application]'

/** Whether nothing else wants the key: no field, no dialog, no shortcut of the browser. */
const isFree = (event: KeyboardEvent) =>
  !event.defaultPrevented &&
  !(event.ctrlKey || event.metaKey || event.altKey) &&
  !(event.target instanceof Element && event.target.closest(WRITES)) &&
  !isCovered() &&
  !document.querySelector('[popover]:popover-open')

/** Whether a dialog has to be answered first. */
const isCovered = () => document.querySelector('dialog[open]') !== null
