import { Button } from '@mantine/core'
import type { Recipient } from '#contract/recipient'
import { useDeleteRecipient } from '../api/recipients.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import { words } from './words.ts'

/** Asks before an entry is deleted, and says what stays. */
export function DeleteDialog({
  recipient: { id, name, groups },
  onCancel,
  onDeleted,
}: {
  recipient: Recipient
  onCancel: () => void
  onDeleted: () => void
}) {
  const remove = useDeleteRecipient()
  return (
    <ModalDialog title={words.deleteTitle(name || id)} onClose={onCancel}>
      <p>{words.deleteHint(groups.length)}</p>
      {remove.error && <Problem>{words.notDeleted(remove.error.message)}</Problem>}
      <div>
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button
          color="stop"
          loading={remove.isPending}
          onClick={() => remove.mutate(id, { onSuccess: onDeleted })}
        >
          {words.delete}
        </Button>
      </div>
    </ModalDialog>
  )
}
