import type { ReactNode } from 'react'
import classes from './Message.module.css'

/** A list without entries: why it is empty, and what to do about it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.box}>
      <p className={classes.title}>{props.title}</p>
      {props.children && <div className={classes.text}>{props.children}</div>}
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  )
}
