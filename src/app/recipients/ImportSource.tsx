import { Button, FileButton, Textarea } from '@mantine/core'
import IconFileText from '@tabler/icons-react/icons/IconFileText'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { bytes } from '../format.ts'
import { decodeText } from './decode-text.ts'
import classes from './ImportPage.module.css'

/** A text to import. `name` is empty when it was typed: then it stays in the field. */
export type Source = { name: string; text: string; size: number }

/** Nothing yet. */
export const NO_SOURCE: Source = { name: '', text: '', size: 0 }

/** A text field with more than this is slow with every key. */
const LARGE = 80_000

/** Takes text by typing, pasting, choosing or dropping a file. */
export function ImportSource({ source, onChange }: { source: Source; onChange: (source: Source) => void }) {
  const [failed, setFailed] = useState('')
  const readFile = async (file: File | null | undefined) => {
    if (!file) return
    try {
      const text = decodeText(new Uint8Array(await file.arrayBuffer()))
      setFailed('')
      onChange({ name: file.name, text, size: file.size })
    } catch {
      setFailed(`${file.name} could not be read. Is it still there?`)
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (text.length <= LARGE) return
    event.preventDefault()
    onChange({ name: 'Pasted text', text, size: new Blob([text]).size })
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
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to do what the button does.
    <div className={classes.source} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      {source.name === '' ? (
        <Textarea
          label="Paste recipients"
          description="A table with headings (project ID, name, account ID, owner, notes, groups), JSON, YAML, or an ID and a name per line."
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
        {fileButton(source.name === '' ? 'Choose a file' : 'Choose another file')}
        {source.text !== '' && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(NO_SOURCE)}>
            Clear
          </Button>
        )}
        <span className={classes.hint}>
          CSV, TSV, JSON or YAML; a column that is not there changes nothing.
        </span>
      </div>
      {failed && (
        <p role="alert" className={classes.problem} data-tone="bad">
          {failed}
        </p>
      )}
    </div>
  )
}
