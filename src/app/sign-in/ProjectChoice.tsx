import { TextInput } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { sessionProjectsQuery, useSession } from '../api/session.ts'
import { Id } from '../ui/Id.tsx'
import { matches, textIndex } from '../ui/select/text-index.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './ProjectChoice.module.css'
import { words } from './words.ts'

/** The most projects that are listed; a part of the name finds the others. */
const LISTED = 100

/** Chooses the project to work in: the one that owns the images. `current`: its ID, where there is one. */
export function ProjectChoice({ current }: { current?: string }) {
  const { data: projects, error } = useQuery(sessionProjectsQuery)
  const { choose } = useSession()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const index = useMemo(() => textIndex(projects ?? [], ({ name, id }) => `${name} ${id}`), [projects])
  const found = useMemo(
    () => matches(index, query)?.flatMap((at) => projects?.[at] ?? []) ?? projects ?? [],
    [index, query, projects],
  )
  const listed = found.slice(0, LISTED)
  const enter = (id: string | undefined) => {
    if (id !== undefined && id !== current && !choose.isPending) choose.mutate(id)
  }
  const move = (to: number) => {
    const next = Math.max(0, Math.min(listed.length - 1, to))
    setActive(next)
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      PageDown: () => move(active + 8),
      PageUp: () => move(active - 8),
      Enter: () => enter(listed[active]?.id),
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const problem = choose.error ?? error
  return (
    <div className={classes.choice}>
      <TextInput
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={listed[active] && `${listId}-${active}`}
        label={words.project}
        description={words.projectHint}
        placeholder={words.searchProjects}
        leftSection={<IconSearch size={14} aria-hidden />}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={words.projects} className={classes.list}>
        {listed.map(({ id, name }, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
          <div
            key={id}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={id === current}
            aria-disabled={id === current || undefined}
            data-active={at === active || undefined}
            className={classes.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => enter(id)}
          >
            <span className={classes.tick}>{id === current && <IconCheck size={14} aria-hidden />}</span>
            <b translate="no">{name}</b>
            {id === current && <span className={classes.now}>{words.openNow}</span>}
            <span className={classes.id}>
              <Id id={id} />
            </span>
          </div>
        ))}
      </div>
      <p role="status" className={classes.found}>
        {!projects && !error && words.loading}
        {projects && found.length > LISTED && words.firstOf(LISTED, found.length)}
        {projects && found.length > 0 && found.length <= LISTED && words.found(found.length, projects.length)}
        {projects && projects.length > 0 && found.length === 0 && words.noMatch}
      </p>
      {projects?.length === 0 && <Problem tone="warn">{words.noProject}</Problem>}
      {problem && <Problem>{problem.message}</Problem>}
    </div>
  )
}
