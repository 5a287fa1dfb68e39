import { type ReactNode, useEffect } from 'react'
import classes from './PageHeader.module.css'
import { setPageTitle } from './page-title.ts'

/**
 * The one heading of a page. It names the browser's tab, and takes the focus when a navigation ends (the shell
 * sends it there), so that keyboard and screen reader go on at the top of the new page.
 */
export function PageHeader(props: {
  title: string
  /** What stands beside the heading: a status, buttons. */
  aside?: ReactNode
  /** One line below. */
  children?: ReactNode
}) {
  useEffect(() => setPageTitle(props.title), [props.title])
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <h1 tabIndex={-1}>{props.title}</h1>
        {props.aside}
      </div>
      {props.children && <div className={classes.below}>{props.children}</div>}
    </header>
  )
}
