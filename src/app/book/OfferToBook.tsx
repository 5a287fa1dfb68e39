import { Button } from '@mantine/core'
import { useImportRecipients } from '../api/recipients.ts'
import { useReadOnly } from '../api/settings.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './Book.module.css'
import { words } from './words.ts'

const NAMED = 3

/**
 * Offers names that were pasted beside new IDs to the book. It stays when they are in it, and then says so: the place
 * that announces it was there before.
 */
export function OfferToBook({ names }: { names: readonly { id: string; name: string }[] }) {
  const save = useImportRecipients()
  const readOnly = useReadOnly('change the book')
  if (readOnly) return null
  const add = () =>
    save.mutate(names.map(({ id, name }) => ({ id, name, accountId: '', owner: '', notes: '', groups: [] })))
  return (
    <div className={classes.offer}>
      <p role="status">
        {names.length === 0 && save.data && words.added(save.data.saved)}
        {names.length > 0 && words.offer(names.slice(0, NAMED), names.length)}
      </p>
      {names.length > 0 && (
        <Button size="compact-sm" variant="default" loading={save.isPending} onClick={add}>
          {words.add(names.length)}
        </Button>
      )}
      {save.error && <Problem>{words.notSaved(save.error.message)}</Problem>}
    </div>
  )
}
