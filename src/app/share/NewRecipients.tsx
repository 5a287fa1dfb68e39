import { Checkbox } from '@mantine/core'
import { useMemo, useRef } from 'react'
import { type Control, useController } from 'react-hook-form'
import { plural } from '../format.ts'
import { Id } from '../ui/Id.tsx'
import { useFixedWindow } from '../ui/use-fixed-window.ts'
import classes from './Summary.module.css'
import type { ShareValues } from './share-values.ts'
import { NEW_KINDS, type Row, type Verdicts } from './verdicts.ts'

const ROW = 44
const VIEWPORT = 176

/** Names the recipients that nobody has seen before, and has the operator confirm them. */
export function NewRecipients({ control, verdicts }: { control: Control<ShareValues>; verdicts: Verdicts }) {
  const { field, fieldState } = useController({ control, name: 'confirmed' })
  const rows = useMemo(() => verdicts.rows(NEW_KINDS), [verdicts])
  const scroller = useRef<HTMLElement>(null)
  const view = useFixedWindow(scroller, { count: rows.length, rowHeight: ROW, viewport: VIEWPORT })
  const them = plural(rows.length, 'recipient')
  return (
    <div className={classes.unseen}>
      <h3>{them} never seen before</h3>
      <p className={classes.hint}>
        A share can be used as soon as it is made. Compare these IDs with what you were told.
      </p>
      <section
        ref={scroller}
        className={classes.scroller}
        onScroll={view.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label="Recipients never seen before"
      >
        <ul style={{ height: view.height }}>
          {view.rows.map((at) => {
            const row = verdicts.row(rows[at] ?? 0)
            return (
              <li
                key={at}
                aria-setsize={rows.length}
                aria-posinset={at + 1}
                style={{ height: ROW, transform: `translateY(${at * ROW}px)` }}
              >
                <Id id={row.id} />
                <span className={classes.why} data-tone={row.kind === 'unknown' ? undefined : 'warn'}>
                  {why(row)}
                </span>
              </li>
            )
          })}
        </ul>
      </section>
      <Checkbox
        ref={field.ref}
        name={field.name}
        checked={field.value}
        onChange={({ currentTarget }) => field.onChange(currentTarget.checked)}
        label={`I have checked the ${them} never seen before`}
        error={fieldState.error?.message}
      />
    </div>
  )
}

function why({ kind, known, line, id }: Row): string {
  if (kind === 'near-miss')
    return `line ${line} · one character away from ${known?.name || 'a known project'}`
  if (kind === 'unusual') return `line ${line} · unusual form, ${id.length} characters`
  return `line ${line}`
}
