import { Button, Textarea } from '@mantine/core'
import classes from './PasteField.module.css'
import type { Paste } from './use-paste.ts'
import { pasteWords } from './words.ts'

/** Takes text with project IDs in it. */
export function PasteField({ paste }: { paste: Paste }) {
  const { large } = paste
  return (
    <div className={classes.paste}>
      <Textarea
        ref={paste.field}
        label={pasteWords.label}
        description={pasteWords.hint}
        placeholder={large === null ? pasteWords.example : undefined}
        defaultValue={paste.initial}
        readOnly={large !== null}
        rows={large === null ? 3 : 2}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: classes.input }}
        data-large={large !== null || undefined}
        error={paste.failed && pasteWords.unreadable}
        onFocus={paste.onFocus}
        onPaste={paste.onPaste}
        onChange={paste.onChange}
      />
      {large !== null && (
        <div className={classes.large}>
          <p role="status">
            <b>{paste.busy ? pasteWords.reading : pasteWords.pasted(paste.verdicts.lines)}</b>
            <span>{pasteWords.keptOut}</span>
          </p>
          {paste.mayBeEdited && (
            <Button size="xs" variant="default" onClick={() => paste.replace(large, false)}>
              {pasteWords.editAsText}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => paste.replace('')}>
            {pasteWords.clear}
          </Button>
        </div>
      )}
      {paste.blind && (
        <p className={classes.blind} data-tone="warn">
          {pasteWords.blind}
        </p>
      )}
    </div>
  )
}
