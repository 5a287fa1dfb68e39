import type { ReactNode } from 'react'
import classes from './PageColumns.module.css'

/**
 * A page about one thing: the facts stand beside the rest where there is room, and come after its first part where there is
 * none. `label`: the name of the facts.
 */
export const PageColumns = (props: {
  first?: ReactNode
  label: string
  side: ReactNode
  children: ReactNode
}) => (
  <div className={classes.columns}>
    <div className={classes.first}>{props.first}</div>
    <aside className={classes.side} aria-label={props.label}>
      {props.side}
    </aside>
    <div className={classes.rest}>{props.children}</div>
  </div>
)
