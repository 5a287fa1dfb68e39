import { Checkbox } from '@mantine/core'
import { useRef } from 'react'
import { Id } from '../ui/Id.tsx'
import { useFixedWindow } from '../ui/table/use-fixed-window.ts'
import classes from './PlanCard.module.css'

const ROW = 44
/** Half a row more than fits: what is cut off says that there is more. */
const VIEWPORT = 198

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
  const scroller = useRef<HTMLElement>(null)
  const view = useFixedWindow(scroller, { count: items.length, rowHeight: ROW, viewport: VIEWPORT })
  return (
    <div className={classes.unseen}>
      <h3>{title}</h3>
      <p className={classes.hint}>{props.hint}</p>
      <section
        ref={scroller}
        className={classes.scroller}
        onScroll={view.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label={title}
      >
        <ul style={{ height: view.height }}>
          {view.rows.map((at) => {
            const item = items[at]
            return (
              item && (
                <li
                  key={item.key}
                  aria-setsize={items.length}
                  aria-posinset={at + 1}
                  style={{ height: ROW, transform: `translateY(${at * ROW}px)` }}
                >
                  {item.name || <Id id={item.id} />}
                  <span
                    className={classes.why}
                    title={item.note}
                    data-tone={item.doubtful ? 'warn' : undefined}
                  >
                    {item.note}
                  </span>
                </li>
              )
            )
          })}
        </ul>
      </section>
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
