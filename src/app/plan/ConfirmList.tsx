import { Checkbox } from '@mantine/core'
import { Id } from '../ui/Id.tsx'
import { LongRows } from '../ui/table/LongRows.tsx'
import classes from './Notes.module.css'

const FOLDED = 5

/** Something to be confirmed by name. `note`: why it deserves a look; `doubtful`: more than the others. */
export type ToConfirm = { key: string; id: string; name: string; note: string; doubtful?: boolean }

/** Names what the operator must have looked at before anything is sent, and has it confirmed. */
export function ConfirmList(props: {
  title: string
  hint: string
  label: string
  items: readonly ToConfirm[]
  checked: boolean
  onChange: (checked: boolean) => void
  inputRef?: (input: HTMLInputElement | null) => void
  error?: string | undefined
}) {
  const { items, title } = props
  return (
    <div className={classes.note} data-tone="warn">
      <h3>{title}</h3>
      <p className={classes.hint}>{props.hint}</p>
      <LongRows
        label={title}
        className={classes.toConfirm}
        count={items.length}
        estimate={36}
        noun="entry"
        nouns="entries"
        folded={FOLDED}
        keyOf={(at) => items[at]?.key ?? at}
        row={(at) => items[at] && <Item item={items[at]} />}
      />
      <Checkbox
        ref={props.inputRef}
        checked={props.checked}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
        label={props.label}
        error={props.error}
      />
    </div>
  )
}

function Item({ item: { id, name, note, doubtful } }: { item: ToConfirm }) {
  return (
    <>
      {name ? <span translate="no">{name}</span> : <Id id={id} />}
      <span className={classes.why} data-tone={doubtful ? 'warn' : undefined}>
        {note}
      </span>
    </>
  )
}
