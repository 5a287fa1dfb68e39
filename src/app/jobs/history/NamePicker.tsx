import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { historyWords } from '../words.ts'

/** So many names are offered at once; more are found by typing. */
const OFFERED = 50

/**
 * A filter that is picked by name and is an ID. IDs that have no name any more are taken, too. `onChange` is given an
 * empty text when the filter is taken away.
 */
export function NamePicker(props: {
  label: string
  value: string | undefined
  named: readonly { id: string; name: string }[]
  onChange: (id: string) => void
}) {
  const { value, named } = props
  const [search, setSearch] = useState('')
  const data = useMemo(() => {
    const known = named.map(({ id, name }) => ({ value: id, label: name || id }))
    const typed = search.trim()
    const isId =
      /^[\w-]{8,}$/.test(typed) && known.every((each) => each.value !== typed && each.label !== typed)
    const asked = value && known.every((each) => each.value !== value) ? [{ value, label: value }] : []
    return [
      ...known,
      ...asked,
      ...(isId && typed !== value ? [{ value: typed, label: historyWords.wholeId(typed) }] : []),
    ]
  }, [named, search, value])
  return (
    <Select
      size="xs"
      label={props.label}
      placeholder={historyWords.nameHint}
      data={data}
      value={value ?? null}
      onChange={(id) => props.onChange(id ?? '')}
      searchable
      clearable
      limit={OFFERED}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={historyWords.noName}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
    />
  )
}
