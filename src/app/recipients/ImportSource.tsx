import { Button, FileButton, Textarea } from '@mantine/core'
import IconFileText from '@tabler/icons-react/icons/IconFileText'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import * as z from 'zod/mini'
import { bytes } from '../format.ts'
import { decodeText } from './decode-text.ts'
import classes from './ImportPage.module.css'
import { importWords } from './words.ts'

/** A text to import. `name` is empty for a text that was typed, which stays in the field. */
export type ImportText = z.output<typeof importText>
export const importText = z.object({ name: z.string(), text: z.string(), size: z.number() })

/** No text yet. */
export const NO_SOURCE: ImportText = { name: '', text: '', size: 0 }

/** With more characters than this, a text field is slow at every key press. */
const LARGE = 80_000

/** Takes text by typing, pasting, choosing or dropping a file. */
export function ImportSource({
  source,
  onChange,
}: {
  source: ImportText
  onChange: (source: ImportText) => void
}) {
  const [failed, setFailed] = useState('')
  const readFile = async (file: File | null | undefined) => {
    if (!file) return
    try {
      const text = decodeText(new Uint8Array(await file.arrayBuffer()))
      setFailed('')
      onChange({ name: file.name, text, size: file.size })
    } catch {
      setFailed(importWords.fileUnreadable(file.name))
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (text.length <= LARGE) return
    event.preventDefault()
    onChange({ name: importWords.pastedText, text, size: new Blob([text]).size })
  }
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files
    if (!file) return
    event.preventDefault()
    void readFile(file)
  }
  const fileButton = (label: string) => (
    <FileButton onChange={(file) => void readFile(file)} accept=".csv,.tsv,.txt,.json,.yaml,.yml">
      {(button) => (
        <Button {...button} size="xs" variant="default" leftSection={<IconFileText size={14} aria-hidden />}>
          {label}
        </Button>
      )}
    </FileButton>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button does the same as dropping.
    <div className={classes.source} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      {source.name === '' ? (
        <Textarea
          label={importWords.paste}
          description={importWords.pasteHint}
          placeholder={'Project ID;Name;Groups\n9c61004714024f9586705d090530f9fa;acme-prod;gold, emea'}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: classes.input }}
          value={source.text}
          onChange={({ currentTarget }) => onChange({ ...NO_SOURCE, text: currentTarget.value })}
          onPaste={onPaste}
        />
      ) : (
        <p className={classes.file}>
          <b>{source.name}</b> <span>{bytes(source.size)}</span>
        </p>
      )}
      <div className={classes.buttons}>
        {fileButton(source.name === '' ? importWords.chooseFile : importWords.chooseOtherFile)}
        {source.text !== '' && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(NO_SOURCE)}>
            {importWords.clear}
          </Button>
        )}
        <span className={classes.hint}>{importWords.formats}</span>
      </div>
      {failed && (
        <p role="alert" className={classes.problem} data-tone="bad">
          {failed}
        </p>
      )}
    </div>
  )
}
