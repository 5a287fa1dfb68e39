import { Button, CloseButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import { count as format, plural } from '../../format.ts'
import { Id } from '../Id.tsx'
import { FixedRows } from '../table/FixedRows.tsx'
import type { ChoiceKind } from './choice-kind.ts'
import classes from './SelectedItems.module.css'

const PILLS = 8
const ROW = 40
const VIEWPORT = 240

type Props<T> = {
  kind: ChoiceKind<T>
  byId: ReadonlyMap<string, T>
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
}

/** The chosen items: their number, the first few by name, and all of them in a panel. */
export function SelectedItems<T>({ kind, byId, selected, onChange }: Props<T>) {
  const [all, setAll] = useState(false)
  if (selected.size === 0) return null
  const many = selected.size > PILLS
  const remove = (id: string) => {
    const next = new Set(selected)
    next.delete(id)
    onChange(next)
  }
  const nameOf = (id: string) => {
    const item = byId.get(id)
    return (item && kind.nameOf(item)) || id
  }
  return (
    <div className={classes.selected}>
      <div className={classes.bar}>
        <b>{plural(selected.size, kind.one, kind.many)} chosen</b>
        {many && (
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${format(selected.size)}`}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(new Set())}>
          Clear
        </Button>
      </div>
      {many && all ? (
        <Panel kind={kind} selected={selected} nameOf={nameOf} remove={remove} />
      ) : (
        <ul className={classes.pills} aria-label={`Chosen ${kind.many}`}>
          {first(selected, PILLS).map((id) => (
            <li key={id} className={classes.pill}>
              <span className={classes.name} translate="no">
                {nameOf(id)}
              </span>
              <CloseButton size="xs" aria-label={`Remove ${nameOf(id)}`} onClick={() => remove(id)} />
            </li>
          ))}
          {many && <li className={classes.more}>and {format(selected.size - PILLS)} more</li>}
        </ul>
      )}
    </div>
  )
}

function Panel<T>(props: {
  kind: ChoiceKind<T>
  selected: ReadonlySet<string>
  nameOf: (id: string) => string
  remove: (id: string) => void
}) {
  const ids = useMemo(() => [...props.selected], [props.selected])
  return (
    <FixedRows
      label={`All chosen ${props.kind.many}`}
      className={classes.panel}
      count={ids.length}
      rowHeight={ROW}
      viewport={VIEWPORT}
      keyOf={(at) => ids[at] ?? at}
      row={(at) => {
        const id = ids[at]
        if (id === undefined) return null
        const name = props.nameOf(id)
        return (
          <>
            <span className={classes.name} translate="no">
              {name}
            </span>
            {name !== id && <Id id={id} />}
            <CloseButton size="sm" aria-label={`Remove ${name}`} onClick={() => props.remove(id)} />
          </>
        )
      }}
    />
  )
}

function first(ids: ReadonlySet<string>, n: number): string[] {
  const list: string[] = []
  for (const id of ids) {
    if (list.length === n) break
    list.push(id)
  }
  return list
}
