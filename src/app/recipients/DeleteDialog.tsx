import { Button } from '@mantine/core'
import type { Recipient } from '#contract/recipient'
import { useDeleteRecipient } from '../api/recipients.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'

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
    <ModalDialog title={`Delete ${name || id} from the book?`} onClose={onCancel}>
      <p>
        What the book says of this project will be gone
        {groups.length > 0 && `, and it leaves ${groups.length === 1 ? 'its group' : 'its groups'}`}. The
        history keeps the names that its jobs were made with, and nothing stops being shared.
      </p>
      {remove.error && <Problem>Not deleted. {remove.error.message}</Problem>}
      <div>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          color="red.9"
          loading={remove.isPending}
          onClick={() => remove.mutate(id, { onSuccess: onDeleted })}
        >
          Delete
        </Button>
      </div>
    </ModalDialog>
  )
}
