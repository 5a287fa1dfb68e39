import type { ReactNode } from 'react'
import classes from './Problem.module.css'

/** What stands in the way of a form or a dialog, inside it. Said at once when it comes. */
export function Problem({ tone = 'bad', children }: { tone?: 'bad' | 'warn'; children: ReactNode }) {
  return (
    <p role={tone === 'bad' ? 'alert' : 'status'} className={classes.problem} data-tone={tone}>
      {children}
    </p>
  )
}
