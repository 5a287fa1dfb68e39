import { useDebouncedCallback } from '@mantine/hooks'
import { type ClipboardEvent, useRef, useState } from 'react'
import { type Control, useController } from 'react-hook-form'
import type { ShareValues } from '../share-values.ts'
import { usePasteReader } from './use-paste-reader.ts'
import { NO_VERDICTS, type Verdicts } from './verdicts.ts'

/**
 * With more characters than this, a text field is slow at every key press; such a text is kept outside of it.
 */
const LARGE = 80_000
/** Up to this size a large text may be put into the field after all. */
const EDITABLE = 600_000

/**
 * The text with project IDs in it, and the verdicts on it. A small text stays in the field and is read while it is edited. A
 * large text is kept outside of the field, and is corrected in the table of verdicts.
 */
export function usePaste(control: Control<ShareValues>, initial: string) {
  // The error that no project is chosen is shown at the picker; a pasted project clears it as well.
  const pasted = useController({ control, name: 'pasted', rules: { deps: 'projects' } }).field
  const reading = useController({ control, name: 'reading' }).field
  const field = useRef<HTMLTextAreaElement>(null)
  /** The text when it is kept outside of the field. */
  const [large, setLarge] = useState(initial.length > LARGE ? initial : null)
  const [failed, setFailed] = useState(false)
  const [touched, setTouched] = useState(initial !== '')
  /** IDs that were left out, and that the operator has taken all the same. */
  const decided = useRef<ReadonlySet<string>>(new Set())

  const settle = (verdicts: Verdicts) => {
    pasted.onChange(verdicts)
    reading.onChange(false)
    setFailed(false)
  }
  const reader = usePasteReader(initial, { verdicts: settle, failure: () => setFailed(true) })

  const read = (text: string) => {
    if (text === '') {
      decided.current = new Set()
      return settle(NO_VERDICTS)
    }
    reading.onChange(true)
    reader.read(text, decided.current)
  }
  const readTyped = useDebouncedCallback(() => read(field.current?.value ?? ''), { delay: 200 })

  /** Replaces the whole text. */
  const replace = (text: string, asLarge = text.length > LARGE) => {
    readTyped.cancel()
    if (field.current) field.current.value = asLarge ? '' : text
    setLarge(asLarge ? text : null)
    read(text)
  }

  return {
    field,
    initial: initial.length > LARGE ? '' : initial,
    large,
    mayBeEdited: large !== null && large.length <= EDITABLE,
    verdicts: pasted.value,
    /** The large text has no verdicts yet. */
    busy: reading.value && large !== null && pasted.value.text !== large,
    failed,
    /** Names and slips are not checked: the recipients could not be read. */
    blind: reader.blind,
    /** There is a text, or there is about to be one. */
    touched,
    text: () => large ?? field.current?.value ?? '',
    replace,
    take: (id: string) => {
      decided.current = new Set([...decided.current, id.toLowerCase()])
      read(pasted.value.text)
    },
    onFocus: () => {
      setTouched(true)
      reader.warm()
    },
    onChange: () => {
      reading.onChange(true)
      readTyped()
    },
    onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => {
      const { value, selectionStart, selectionEnd } = event.currentTarget
      const more = event.clipboardData.getData('text/plain')
      if (large === null && value.length + more.length <= LARGE) return
      event.preventDefault()
      if (large === null) replace(value.slice(0, selectionStart) + more + value.slice(selectionEnd))
      else replace(`${large}\n${more}`)
    },
  }
}

export type Paste = ReturnType<typeof usePaste>
