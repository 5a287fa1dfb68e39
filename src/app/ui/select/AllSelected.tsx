import { CloseButton } from '@mantine/core'
import { useMemo } from 'react'
import { Id } from '../Id.tsx'
import { LongRows } from '../table/LongRows.tsx'
import classes from './SelectedItems.module.css'

const FOLDED = 20

/** Every chosen item by name and ID. */
export function AllSelected(props: {
  kinds: string
  selected: ReadonlySet<string>
  nameOf: (id: string) => string
  onRemove: (id: string) => void
}) {
  const ids = useMemo(() => [...props.selected], [props.selected])
  return (
    <LongRows
      label={`All chosen ${props.kinds}`}
      className={classes.panel}
      count={ids.length}
      estimate={50}
      noun="chosen"
      nouns="chosen"
      folded={FOLDED}
      hasControls
      keyOf={(at) => ids[at] ?? at}
      row={(at, tabIndexOf) => {
        const id = ids[at]
        if (id === undefined) return null
        const name = props.nameOf(id)
        return (
          <>
            <span className={classes.both}>
              <span className={classes.name} translate="no">
                {name}
              </span>
              {name !== id && <Id id={id} />}
            </span>
            <CloseButton
              size="sm"
              tabIndex={tabIndexOf(0, 1)}
              aria-label={`Remove ${name}`}
              onClick={() => props.onRemove(id)}
            />
          </>
        )
      }}
    />
  )
}
