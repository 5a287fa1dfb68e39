import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Header } from './Header.tsx'
import { JobsPanel } from './JobsPanel.tsx'
import { JobsWatch } from './JobsWatch.tsx'
import { Nav } from './Nav.tsx'
import { Notices } from './Notices.tsx'
import { SessionGate } from './SessionGate.tsx'
import classes from './Shell.module.css'
import { Shortcuts } from './Shortcuts.tsx'
import { useFocusInSight } from './use-focus-in-sight.ts'
import { words } from './words.ts'

/** The frame of every page: header, navigation, the page itself on its sheet, the docked jobs. */
export function Shell() {
  useFocusOnNavigation()
  useFocusInSight()
  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={focusPage}>
        {words.skip}
      </button>
      <Header />
      <Nav />
      <Notices />
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <JobsPanel />
      <JobsWatch />
      <Shortcuts />
      <SessionGate />
    </div>
  )
}

/**
 * After a navigation the focus is on the heading of the new page. A change of filters in the address does not
 * move it.
 */
function useFocusOnNavigation() {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) focusPage()
      }),
    [router],
  )
}

const focusPage = () =>
  (document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main'))?.focus({
    preventScroll: true,
  })
