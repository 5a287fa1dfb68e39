import { VisuallyHidden } from '@mantine/core'
import IconUserCircle from '@tabler/icons-react/icons/IconUserCircle'
import type { Settings } from '#contract/settings'
import { Flyout } from '../ui/Flyout.tsx'
import { useModule } from '../ui/use-module.ts'
import classes from './Header.module.css'
import { words } from './words.ts'

const load = async () => (await import('./UserMenu.tsx')).UserMenu

/** The signed-in user; opens what belongs to the person: the theme, notifications, shortcuts, signing out. */
export function Who({ settings }: { settings: Settings }) {
  const { user, project } = settings
  return (
    <Flyout
      isFixed
      label={words.signedInAs(user.name)}
      className={classes.who}
      button={
        <>
          <IconUserCircle size={18} stroke={1.75} aria-hidden />
          <span translate="no">{user.name}</span>
          <VisuallyHidden>
            {' '}
            in <span translate="no">{project.name}</span>
          </VisuallyHidden>
        </>
      }
    >
      {(close) => <Menu settings={settings} close={close} />}
    </Flyout>
  )
}

function Menu(props: { settings: Settings; close: () => void }) {
  const UserMenu = useModule(load, true)
  return UserMenu && <UserMenu {...props} />
}
