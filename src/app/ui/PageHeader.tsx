import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import classes from './PageHeader.module.css'
import { setPageTitle } from './page-title.ts'

/**
 * Whether a heading was removed while it had the focus, which happens when a page replaces its loading state.
 */
let leftInFocus = false

/**
 * The one heading of a page. It names the browser's tab, and takes the focus when a navigation ends (the
 * shell sends it there), so that keyboard and screen reader go on at the top of the new page.
 */
export function PageHeader(props: {
  title: string
  /** Shown beside the heading: a status, buttons. */
  aside?: ReactNode
  /** One line below. */
  children?: ReactNode
  /** The page takes something away: it has a barrier, and looks like no other. */
  tone?: 'stop' | undefined
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => setPageTitle(props.title), [props.title])
  useLayoutEffect(() => {
    const here = heading.current
    if (leftInFocus && document.activeElement === document.body) here?.focus({ preventScroll: true })
    leftInFocus = false
    return () => {
      leftInFocus = document.activeElement === here
    }
  }, [])
  return (
    <header className={classes.header} data-tone={props.tone}>
      <div className={classes.line}>
        {props.tone === 'stop' && <IconOctagonMinus size={22} aria-hidden className={classes.octagon} />}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.aside}
      </div>
      {props.children && <div className={classes.below}>{props.children}</div>}
    </header>
  )
}
