import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { BOOK_LIMITS } from '#contract/recipient'
import { useSaveRecipient } from '../api/recipients.ts'
import { Flyout } from '../ui/Flyout.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './Book.module.css'
import { words } from './words.ts'

/** Gives a project that is known by its ID only a name in the book, on the spot. */
export const NameInBook = ({ id }: { id: string }) => (
  <Flyout
    label={words.naming}
    className={classes.nameIt}
    button={words.nameIt}
    buttonLabel={words.nameOf(id)}
  >
    {(close) => <NameForm id={id} onSaved={close} />}
  </Flyout>
)

function NameForm({ id, onSaved }: { id: string; onSaved: () => void }) {
  const [name, setName] = useState('')
  const save = useSaveRecipient()
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '' || save.isPending) return
        const entry = { id, name: name.trim(), accountId: '', owner: '', notes: '', groups: [] }
        save.mutate(entry, { onSuccess: onSaved })
      }}
    >
      <TextInput
        autoFocus
        label={words.name}
        description={words.nameHint}
        maxLength={BOOK_LIMITS.name}
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {save.error && <Problem>{words.notSaved(save.error.message)}</Problem>}
      <Button type="submit" size="xs" loading={save.isPending}>
        {words.save}
      </Button>
    </form>
  )
}
