import { Button, Textarea } from '@mantine/core'
import { ModalDialog } from './ModalDialog.tsx'

/** Shows a text that the browser does not let the page copy, selected, for copying by hand. */
export function CopyByHand({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <ModalDialog title="Copy by hand" onClose={onClose}>
      <p>
        The browser lets pages copy over HTTPS only. The text is selected: copy it with Ctrl+C, on a Mac with
        ⌘C.
      </p>
      <Textarea
        aria-label="Text to copy"
        readOnly
        rows={Math.min(12, text.split('\n', 12).length)}
        value={text}
        spellCheck={false}
        translate="no"
        // The dialog gives it the focus when it opens.
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </div>
    </ModalDialog>
  )
}
