import { Fragment, type ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'
import classes from './Id.module.css'

/** Characters that are read together. */
const GROUP = 8
/** IDs with dashes are grouped by these, and a code is no ID. */
const LONG = /^[0-9a-z]{12,}$/i

/** A stretch of an ID, from a position up to, and without, another one. */
export type Stretch = { from: number; to: number }

/**
 * An ID: monospaced, never cut (it wraps), selected whole by one click. A long one stands in groups, with a margin between
 * them and no space, so that a copy is the ID. `mark`: a stretch that deserves a look.
 */
export const Id = ({ id, mark }: { id: string; mark?: Stretch | undefined }) => (
  <code className={classes.id} translate="no">
    {groupsOf(id).map(({ from, text }) => (
      <Fragment key={from}>
        {from > 0 && <wbr />}
        <span>{mark ? marked(text, mark, from) : text}</span>
      </Fragment>
    ))}
  </code>
)

function groupsOf(id: string): { from: number; text: string }[] {
  if (!LONG.test(id)) return [{ from: 0, text: id }]
  return Array.from({ length: Math.ceil(id.length / GROUP) }, (_, at) => {
    const from = at * GROUP
    return { from, text: id.slice(from, from + GROUP) }
  })
}

function marked(text: string, { from, to }: Stretch, at: number): ReactNode {
  const [start, end] = [Math.max(0, from - at), Math.min(text.length, to - at)]
  if (start >= end) return text
  return (
    <>
      {text.slice(0, start)}
      <mark className={classes.mark}>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  )
}

/** A whole ID with a button that copies it. `name` says of what, for screen readers. */
export function CopyableId({ id, name }: { id: string; name: string }) {
  return (
    <span className={classes.copyable}>
      <Id id={id} />
      <CopyButton small text={() => id} label={`Copy the ID of ${name}`} />
    </span>
  )
}
