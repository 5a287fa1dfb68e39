import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'

const words = {
  hint: 'Name or ID',
  none: 'No such name: a whole ID is taken, too',
  wholeId: (id: string) => `The ID ${id}`,
}

/** So many names are offered at once; more are found by typing. */
const OFFERED = 50

/**
 * Something that is picked by its name and is an ID. IDs that have no name are taken, too. `onChange` is given an empty text
 * when the choice is taken away.
 */
export function NamePicker(props: {
  label: string
  size?: 'xs' | 'sm'
  clearable?: boolean
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
      ...(isId && typed !== value ? [{ value: typed, label: words.wholeId(typed) }] : []),
    ]
  }, [named, search, value])
  return (
    <Select
      size={props.size ?? 'xs'}
      label={props.label}
      placeholder={words.hint}
      data={data}
      value={value ?? null}
      onChange={(id) => props.onChange(id ?? '')}
      searchable
      clearable={props.clearable ?? false}
      limit={OFFERED}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={words.none}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
    />
  )
}
