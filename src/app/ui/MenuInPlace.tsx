import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

/** A menu under its button, in place and not in a portal: it stays in the page's landmark. */
export const MenuInPlace = ({ children }: { children: ReactNode }) => (
  <Menu
    position="bottom-end"
    withinPortal={false}
    withInitialFocusPlaceholder={false}
    transitionProps={{ duration: 0 }}
  >
    {children}
  </Menu>
)
