import { CopyButton } from './CopyButton.tsx'
import classes from './Id.module.css'

/** An ID: monospaced, never cut (it wraps), selected whole by one click. */
export const Id = ({ id }: { id: string }) => (
  <code className={classes.id} translate="no">
    {id}
  </code>
)

/** A whole ID with a button that copies it. `name` says of what, for screen readers. */
export function CopyableId({ id, name }: { id: string; name: string }) {
  return (
    <span className={classes.copyable}>
      <Id id={id} />
      <CopyButton small text={() => id} label={`Copy the ID of ${name}`} />
    </span>
  )
}
