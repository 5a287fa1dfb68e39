import classes from './Id.module.css'

/** An ID: monospaced, never cut (it wraps), selected whole by one click. */
export const Id = ({ id }: { id: string }) => <code className={classes.id}>{id}</code>
