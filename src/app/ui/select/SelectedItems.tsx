import { Button, CloseButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { count as format, plural } from '../../format.ts'
import { useTabStop } from '../table/use-tab-stop.ts'
import { useModule } from '../use-module.ts'
import type { ChoiceKind } from './choice-kind.ts'
import classes from './SelectedItems.module.css'

const PILLS = 8

/** Nearly nobody looks at more than the first few. */
const loadAll = async () => (await import('./AllSelected.tsx')).AllSelected

/** The chosen items: their number, the first few by name, and all of them in a list. */
export function SelectedItems<T>(props: {
  kind: ChoiceKind<T>
  byId: ReadonlyMap<string, T>
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
}) {
  const { kind, byId, selected, onChange } = props
  const [all, setAll] = useState(false)
  const AllSelected = useModule(loadAll, all)
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
        <span>{plural(selected.size, kind.one, kind.many)} chosen</span>
        {many && (
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${format(selected.size)}`}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(new Set())}>
          Clear
        </Button>
      </div>
      {many && all && AllSelected ? (
        <AllSelected kinds={kind.many} selected={selected} nameOf={nameOf} onRemove={remove} />
      ) : (
        <Pills
          label={`Chosen ${kind.many}`}
          ids={first(selected, PILLS)}
          more={selected.size - PILLS}
          nameOf={nameOf}
          onRemove={remove}
        />
      )}
    </div>
  )
}

function Pills(props: {
  label: string
  ids: readonly string[]
  more: number
  nameOf: (id: string) => string
  onRemove: (id: string) => void
}) {
  const list = useRef<HTMLUListElement>(null)
  const stop = useTabStop(list, props.ids.length)
  return (
    <ul ref={list} className={classes.pills} aria-label={props.label} {...stop.handlers}>
      {props.ids.map((id, at) => (
        <li key={id} className={classes.pill} data-index={at}>
          <span className={classes.name} translate="no">
            {props.nameOf(id)}
          </span>
          <CloseButton
            size="sm"
            tabIndex={stop.tabIndexOf(at, 0, 1)}
            aria-label={`Remove ${props.nameOf(id)}`}
            onClick={() => props.onRemove(id)}
          />
        </li>
      ))}
      {props.more > 0 && <li className={classes.more}>and {format(props.more)} more</li>}
    </ul>
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
