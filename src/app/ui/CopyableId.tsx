import { CopyButton } from './CopyButton.tsx'
import classes from './Id.module.css'
import { Id } from './Id.tsx'

/** A whole ID with a button that copies it. `name` says of what, for screen readers. */
export function CopyableId({ id, name }: { id: string; name: string }) {
  return (
    <span className={classes.copyable}>
      <Id id={id} />
      <CopyButton small text={() => id} label={`Copy the ID of ${name}`} />
    </span>
  )
}
