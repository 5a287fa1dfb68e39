import { Button, Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ClipboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { type Control, useController } from 'react-hook-form'
import { useModule } from '../../ui/use-module.ts'
import type { ShareValues } from '../share-values.ts'
import { pasteWords } from '../words.ts'
import classes from './PasteField.module.css'
import { usePasteReader } from './use-paste-reader.ts'
import { NO_VERDICTS, type Verdicts } from './verdicts.ts'

/**
 * With more characters than this, a text field is slow at every key press; such a text is kept outside of it.
 */
const LARGE = 80_000
/** Up to this size a large text may be put into the field after all. */
const EDITABLE = 600_000

/** What the form asks of the field: the text as it stands there, read or not. */
export type PastedText = { text(): string }

/** Loaded when the field gets the focus, or has a text from the start. */
const loadTable = async () => (await import('./VerdictTable.tsx')).VerdictTable

/**
 * Takes text with project IDs in it. A small text stays in the field and is read while it is edited. A large
 * text is kept outside of the field, and is corrected in the table of verdicts.
 */
export function PasteField(props: { control: Control<ShareValues>; initial: string; ref: Ref<PastedText> }) {
  const { control, initial } = props
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
  useImperativeHandle(props.ref, () => ({ text: () => large ?? field.current?.value ?? '' }), [large])
  const VerdictTable = useModule(loadTable, touched)

  const settle = (verdicts: Verdicts) => {
    pasted.onChange(verdicts)
    reading.onChange(false)
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

  const take = (id: string) => {
    decided.current = new Set([...decided.current, id.toLowerCase()])
    read(pasted.value.text)
  }

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const more = event.clipboardData.getData('text/plain')
    if (large === null && value.length + more.length <= LARGE) return
    event.preventDefault()
    if (large === null) replace(value.slice(0, selectionStart) + more + value.slice(selectionEnd))
    else replace(`${large}\n${more}`)
  }

  const busy = reading.value && large !== null && pasted.value.text !== large
  return (
    <div className={classes.paste}>
      <Textarea
        ref={field}
        label={pasteWords.label}
        description={pasteWords.hint}
        placeholder={large === null ? pasteWords.example : undefined}
        defaultValue={initial.length > LARGE ? '' : initial}
        readOnly={large !== null}
        rows={large === null ? 5 : 2}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: classes.input }}
        data-large={large !== null || undefined}
        error={failed && pasteWords.unreadable}
        onFocus={() => {
          setTouched(true)
          reader.warm()
        }}
        onPaste={onPaste}
        onChange={() => {
          reading.onChange(true)
          readTyped()
        }}
      />
      {large !== null && (
        <div className={classes.large}>
          <p role="status">
            <b>{busy ? pasteWords.reading : pasteWords.pasted(pasted.value.lines)}</b>
            <span>{pasteWords.keptOut}</span>
          </p>
          {large.length <= EDITABLE && (
            <Button size="xs" variant="default" onClick={() => replace(large, false)}>
              {pasteWords.editAsText}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => replace('')}>
            {pasteWords.clear}
          </Button>
        </div>
      )}
      {reader.blind && (
        <p className={classes.blind} data-tone="warn">
          {pasteWords.blind}
        </p>
      )}
      {pasted.value.text !== '' && VerdictTable && (
        <VerdictTable verdicts={pasted.value} onReplace={replace} onTake={take} />
      )}
    </div>
  )
}
