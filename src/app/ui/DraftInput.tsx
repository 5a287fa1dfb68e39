import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

/**
 * A text field for something that takes a moment to apply (a filter in the address): typing stays immediate,
 * the value is handed over when the typing pauses, on Enter and on leaving.
 */
export function DraftInput({
  value,
  onCommit,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string | undefined
  onCommit: (value: string) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = useDebouncedCallback(onCommit, { delay: 300 })
  return (
    <TextInput
      {...rest}
      value={draft ?? value ?? ''}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value)
        commit(currentTarget.value)
      }}
      onKeyDown={(event) => event.key === 'Enter' && commit.flush()}
      onBlur={() => {
        commit.flush()
        setDraft(null)
      }}
    />
  )
}
