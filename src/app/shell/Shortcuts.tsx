import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { createRemembered } from '../ui/remembered.ts'
import { useModule } from '../ui/use-module.ts'
import { showShortcuts, useShortcutsShown } from './shortcuts-shown.ts'

/** Keys without a modifier can be switched off: who dictates presses them by speaking (WCAG 2.1.4). */
const singleKeys = createRemembered('single-key-shortcuts')
const load = async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog

/** The pages by the key that follows "g". */
const PAGES = { s: '/share', t: '/stop', r: '/recipients', j: '/jobs', i: '/received' } as const

/** The keys that work on every page, and the dialog that tells them. */
export function Shortcuts() {
  const router = useRouter()
  const isShown = useShortcutsShown()
  const isOn = singleKeys.useIs((value) => value !== 'off')
  const Dialog = useModule(load, isShown)
  const isGoing = useRef(false)
  useEffect(() => {
    if (!isOn) return undefined
    const act = (key: string): boolean => {
      const to = isGoing.current ? PAGES[key as keyof typeof PAGES] : undefined
      isGoing.current = key === 'g'
      if (to) void router.navigate({ to })
      else if (key === '?') showShortcuts(true)
      else return key === '/' && focusSearch()
      return true
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isFree(event) && act(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOn, router])
  return (
    isShown &&
    Dialog && (
      <Dialog
        isOn={isOn}
        onSwitch={(on) => singleKeys.set(on ? 'on' : 'off')}
        onClose={() => showShortcuts(false)}
      />
    )
  )
}

const WRITES =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=application]'

/** Whether nothing else wants the key: no field, no dialog, no shortcut of the browser. */
const isFree = (event: KeyboardEvent) =>
  !event.defaultPrevented &&
  !(event.ctrlKey || event.metaKey || event.altKey) &&
  !(event.target instanceof Element && event.target.closest(WRITES)) &&
  !document.querySelector('dialog[open], [popover]:popover-open')

/** Moves the focus into the field that searches this page; false where there is none. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>('main input[type=search], main [role=combobox]')
  field?.focus()
  return field !== null
}
