import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { count as format } from '../../format.ts'
import { type ChoiceKind, isChosen, isFree } from './choice-kind.ts'
import type { useSelectList } from './use-select-list.ts'
import classes from './VirtualSelect.module.css'

/** The dropdown of a picker: how many items match, a button for all of them, and the list. */
export function SelectDropdown<T>(props: {
  list: ReturnType<typeof useSelectList<T>>
  kind: ChoiceKind<T>
  label: string
  listId: string
  scroller: RefObject<HTMLDivElement | null>
  loading: boolean
  fallback: ReactNode
  rowHeight: number
  renderOption: (item: T) => ReactNode
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
}) {
  const { list, kind, selected, scroller } = props
  const box = useRef<HTMLDivElement>(null)
  // Near the bottom of the window the page is scrolled, so that the jobs do not cover the list.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  const selectAll = () => {
    const next = new Set(selected)
    for (let row = 0; row < list.count; row++) {
      const item = list.itemAt(row)
      if (item !== undefined && isFree(kind, item)) next.add(kind.idOf(item))
    }
    props.onChange(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press keeps the focus in the field.
    <div ref={box} className={classes.dropdown} onMouseDown={(event) => event.preventDefault()}>
      {list.count > 0 ? (
        <>
          <div className={classes.head}>
            <span>{list.told}</span>
            <Button size="compact-xs" variant="light" disabled={list.free === 0} onClick={selectAll}>
              {list.found ? `Select all ${format(list.free)} matches` : `Select all ${format(list.free)}`}
            </Button>
          </div>
          <div
            ref={scroller}
            id={props.listId}
            role="listbox"
            aria-label={props.label}
            aria-multiselectable="true"
            className={classes.list}
            onScroll={list.view.onScroll}
          >
            <div role="presentation" className={classes.canvas} style={{ height: list.view.height }}>
              {list.view.rows.map((row) => {
                const item = list.itemAt(row)
                return (
                  item !== undefined && (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
                    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
                    <div
                      key={kind.idOf(item)}
                      id={`${props.listId}-${row}`}
                      role="option"
                      aria-selected={isChosen(kind, item, selected)}
                      aria-disabled={kind.blockedOf(item) !== null || undefined}
                      aria-setsize={list.count}
                      aria-posinset={row + 1}
                      data-active={row === list.active || undefined}
                      className={classes.option}
                      style={{ height: props.rowHeight, transform: `translateY(${row * props.rowHeight}px)` }}
                      onClick={() => list.toggle(row)}
                    >
                      <span className={classes.tick} aria-hidden />
                      {props.renderOption(item)}
                    </div>
                  )
                )
              })}
            </div>
          </div>
        </>
      ) : (
        <div className={classes.nothing}>
          {props.fallback ||
            (props.loading
              ? `Loading ${kind.many} …`
              : `No ${kind.one} matches “${list.query}”. All words must be in it.`)}
        </div>
      )}
    </div>
  )
}
