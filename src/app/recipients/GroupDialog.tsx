import { Button, TextInput } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { BOOK_LIMITS, type Recipient } from '#contract/recipient'
import { useImportRecipients } from '../api/recipients.ts'
import { groupsOf } from '../groups.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './EntryDialog.module.css'
import { bookEntryOf } from './export-book.ts'
import { bulkWords, words } from './words.ts'

/** Adds the chosen recipients to a group, or takes them out of it. Those that are not in the book get an entry. */
export function GroupDialog(props: {
  recipients: readonly Recipient[]
  chosen: readonly Recipient[]
  onClose: (told?: string) => void
}) {
  const { chosen } = props
  const [text, setText] = useState('')
  const group = text.trim()
  const known = useMemo(() => groupsOf(props.recipients), [props.recipients])
  const inside = chosen.filter(({ groups }) => groups.includes(group))
  const outside = chosen.filter(({ groups }) => !groups.includes(group))
  const isFull = outside.some(({ groups }) => groups.length >= BOOK_LIMITS.groups)
  const save = useImportRecipients()
  const [listId, formId] = [useId(), useId()]
  const write = (changed: readonly Recipient[], isAdded: boolean) =>
    save.mutate(
      changed.map((recipient) => {
        const others = recipient.groups.filter((name) => name !== group)
        return { ...bookEntryOf(recipient), groups: isAdded ? [...others, group] : others }
      }),
      {
        onSuccess: ({ saved }) =>
          props.onClose(isAdded ? bulkWords.added(saved, group) : bulkWords.takenOut(saved, group)),
      },
    )
  const missing = group === '' ? bulkWords.groupMissing : null
  const blockedAdd =
    missing ?? (outside.length === 0 ? bulkWords.allInside : null) ?? (isFull ? bulkWords.full : null)
  return (
    <ModalDialog title={bulkWords.groupsOf(chosen.length)} onClose={() => props.onClose()}>
      <form
        id={formId}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (blockedAdd === null && !save.isPending) write(outside, true)
        }}
      >
        <TextInput
          autoFocus
          label={bulkWords.group}
          description={bulkWords.groupHint}
          list={listId}
          maxLength={BOOK_LIMITS.group}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <datalist id={listId}>
          {known.map(({ group: name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <p role="status" className={classes.note}>
          {group !== '' && bulkWords.inside(inside.length, chosen.length)}
        </p>
        {save.error && <Problem>{words.notSaved(save.error.message)}</Problem>}
      </form>
      <div>
        <Button variant="default" onClick={() => props.onClose()}>
          {words.cancel}
        </Button>
        <ActionButton
          variant="default"
          blocked={missing ?? (inside.length === 0 ? bulkWords.noneInside : null)}
          onClick={() => write(inside, false)}
        >
          {bulkWords.takeOut}
        </ActionButton>
        <ActionButton type="submit" form={formId} loading={save.isPending} blocked={blockedAdd}>
          {bulkWords.add}
        </ActionButton>
      </div>
    </ModalDialog>
  )
}
