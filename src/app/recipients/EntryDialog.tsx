import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Textarea, TextInput } from '@mantine/core'
import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import { useEffect, useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Recipient } from '#contract/recipient'
import { ApiError } from '../api/client.ts'
import { useSaveRecipient } from '../api/recipients.ts'
import { useReadOnly } from '../api/settings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ButtonLink } from '../ui/Links.tsx'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import classes from './EntryDialog.module.css'
import { type EntryValues, entryValues, toEntry, toValues } from './entry-values.ts'
import { FIELDS } from './fields.ts'
import { UseTimes } from './RecipientTable.tsx'
import { FIELD_WORDS, words } from './words.ts'

const EMPTY = { name: '', accountId: '', owner: '', notes: '', groups: [] }

/**
 * The form of an entry. `id` is empty for a new one. `onClose` gets a sentence about what was done, if
 * anything was.
 */
export function EntryDialog({
  id,
  recipients,
  onClose,
}: {
  id: string
  recipients: readonly Recipient[]
  onClose: (done?: string) => void
}) {
  const recipient = recipients.find((each) => each.id === id)
  const isBooked = recipient?.sources.includes('book') ?? false
  const taken = (wanted: string) => {
    const there = id === '' && recipients.find((each) => each.id === wanted && each.sources.includes('book'))
    return there ? there.name || words.withoutName : null
  }
  const save = useSaveRecipient()
  const readOnly = useReadOnly('change the book')
  const { register, handleSubmit, formState, setError, setFocus } = useForm<EntryValues>({
    defaultValues: toValues({ ...EMPTY, ...recipient, id }),
    resolver: zodResolver(entryValues(taken)),
  })
  const [deleting, setDeleting] = useState(false)
  const formId = useId()
  useEffect(() => setFocus(id === '' ? 'id' : 'name'), [id, setFocus])

  const submit = handleSubmit(async (values) => {
    try {
      const { name } = await save.mutateAsync(toEntry(values))
      onClose(words.saved(name || values.id))
    } catch (error) {
      const field = error instanceof ApiError ? error.field?.split('.')[0] : undefined
      const known = FIELDS.find((each) => each === field)
      const message = error instanceof Error ? error.message : String(error)
      setError(known ?? 'root', { message }, { shouldFocus: true })
    }
  })
  const field = (name: keyof EntryValues) => ({
    ...register(name),
    label: FIELD_WORDS[name],
    size: 'xs' as const,
    autoComplete: 'off',
    readOnly: readOnly !== null,
    error: formState.errors[name]?.message,
  })

  if (deleting && recipient)
    return (
      <DeleteDialog
        recipient={recipient}
        onCancel={() => setDeleting(false)}
        onDeleted={() => onClose(words.deleted(recipient.name || id))}
      />
    )
  return (
    <ModalDialog title={titleOf(recipient, isBooked)} onClose={() => onClose()}>
      <form
        id={formId}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!save.isPending && !readOnly) void submit()
        }}
      >
        <TextInput
          {...field('id')}
          readOnly={id !== '' || readOnly !== null}
          spellCheck={false}
          classNames={{ input: classes.mono }}
          placeholder="9c61004714024f9586705d090530f9fa"
        />
        <TextInput {...field('name')} />
        <TextInput
          {...field('accountId')}
          description={words.accountHint}
          spellCheck={false}
          classNames={{ input: classes.mono }}
        />
        <TextInput {...field('owner')} description={words.ownerHint} />
        <Textarea {...field('groups')} rows={2} description={words.groupsHint} />
        <Textarea {...field('notes')} rows={3} />
        {recipient && (
          <div className={classes.used}>
            <ButtonLink size="xs" variant="default" to="/share" search={{ projects: id }}>
              {words.shareWith}
            </ButtonLink>
            <ButtonLink
              size="xs"
              variant="default"
              to="/stop"
              search={{ projects: id }}
              leftSection={<IconOctagonMinus size={14} aria-hidden />}
              className={classes.stop}
              data-tone="stop"
            >
              {words.stopSharingWith}
            </ButtonLink>
            <p className={classes.note}>
              <UseTimes recipient={recipient} />
            </p>
          </div>
        )}
        {readOnly && <Problem tone="warn">{readOnly}</Problem>}
        {formState.errors.root?.message && <Problem>{words.notSaved(formState.errors.root.message)}</Problem>}
      </form>
      <div>
        {isBooked && (
          <ActionButton
            blocked={readOnly}
            variant="subtle"
            className={classes.delete}
            data-tone="bad"
            onClick={() => setDeleting(true)}
          >
            {words.askDelete}
          </ActionButton>
        )}
        <Button variant="default" onClick={() => onClose()}>
          {words.cancel}
        </Button>
        <ActionButton blocked={readOnly} type="submit" form={formId} loading={save.isPending}>
          {words.save}
        </ActionButton>
      </div>
    </ModalDialog>
  )
}

function titleOf(recipient: Recipient | undefined, isBooked: boolean): string {
  if (!recipient) return words.addTitle
  return isBooked ? words.editTitle(recipient.name) : words.bookTitle(recipient.name)
}
