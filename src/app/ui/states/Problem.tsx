import type { ReactNode } from 'react'
import classes from './Problem.module.css'

/** A problem of a form or a dialog, shown inside it and announced at once. */
export function Problem({ tone = 'bad', children }: { tone?: 'bad' | 'warn'; children: ReactNode }) {
  return (
    <p role={tone === 'bad' ? 'alert' : 'status'} className={classes.problem} data-tone={tone}>
      {children}
    </p>
  )
}
