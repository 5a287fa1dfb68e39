import { Button, Menu, TextInput } from '@mantine/core'
import IconBookmark from '@tabler/icons-react/icons/IconBookmark'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { MenuInPlace } from '../../ui/MenuInPlace.tsx'
import { viewWords } from '../words.ts'
import classes from './JobFilters.module.css'
import { useViews } from './views.ts'

const route = getRouteApi('/jobs')

/** Addresses of the history under names of the operator's own, one of which it may open with. */
export function JobViews() {
  const { views, save, remove, makeDefault } = useViews()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [naming, setNaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const inUse = views.find((view) => sameSearch(view.search, search))
  const chosen = views.find(({ isDefault }) => isDefault)
  // Only as the page opens: whoever then asks for all jobs gets them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    if (chosen && Object.values(search).every((value) => value === undefined))
      void navigate({ search: chosen.search, replace: true })
  }, [])
  if (naming)
    return (
      <NameForm
        onSave={(name) => {
          save({ name, search })
          setNaming(false)
        }}
        onCancel={() => setNaming(false)}
      />
    )
  return (
    <MenuInPlace>
      <Menu.Target>
        <Button
          ref={button}
          variant="default"
          size="xs"
          leftSection={<IconBookmark size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {inUse?.name ?? viewWords.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ search: {} })}>{viewWords.all}</Menu.Item>
        {views.map((view) => (
          <Menu.Item key={view.name} onClick={() => void navigate({ search: view.search })}>
            {view.name}
            {view.isDefault && viewWords.isDefault}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {inUse ? (
          <>
            <Menu.Item onClick={() => makeDefault(inUse.isDefault ? null : inUse.name)}>
              {inUse.isDefault ? viewWords.notByDefault : viewWords.byDefault}
            </Menu.Item>
            <Menu.Item onClick={() => remove(inUse.name)}>{viewWords.remove(inUse.name)}</Menu.Item>
          </>
        ) : (
          <Menu.Item onClick={() => setNaming(true)}>{viewWords.save}</Menu.Item>
        )}
      </Menu.Dropdown>
    </MenuInPlace>
  )
}

const sameSearch = (a: object, b: object) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (search: object) =>
  Object.entries(search)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => a.localeCompare(b))

function NameForm({ onSave, onCancel }: { onSave: (name: string) => void; onCancel: () => void }) {
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) onSave(name.trim())
  }
  return (
    <form className={classes.naming} onSubmit={submit}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={viewWords.name}
        placeholder={viewWords.name}
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Escape' && onCancel()}
      />
      <Button type="submit" size="xs">
        {viewWords.keep}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        {viewWords.cancel}
      </Button>
    </form>
  )
}
