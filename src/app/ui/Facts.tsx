import type { ReactNode } from 'react'
import classes from './Facts.module.css'

/** A list of facts, in as many columns as there is room for. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className={classes.facts}>{children}</dl>

/** A term and its value in a list of facts. `wide`: over all columns. */
export function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-wide={wide}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
