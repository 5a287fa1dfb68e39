import { Button, type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import IconHelp from '@tabler/icons-react/icons/IconHelp'
import IconKeyboard from '@tabler/icons-react/icons/IconKeyboard'
import type { Settings } from '#contract/settings'
import { SignOut } from '../sign-in/SignOut.tsx'
import { CopyableId } from '../ui/Id.tsx'
import { NotifySwitch } from './NotifySwitch.tsx'
import { helpShown, shortcutsShown } from './shown.ts'
import classes from './UserMenu.module.css'
import { words } from './words.ts'

/** What belongs to the person at the screen. */
export function UserMenu({ settings, close }: { settings: Settings; close: () => void }) {
  const { user, project, mayShare } = settings
  return (
    <div className={classes.menu}>
      <div>
        <b translate="no">{user.name}</b>
        <p className={classes.dim}>
          {words.inProject(project.name)} <CopyableId id={project.id} name={words.thisProject} />
        </p>
        {!mayShare && <p>{words.readOnly}</p>}
      </div>
      <ThemeChoice />
      <NotifySwitch />
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        justify="start"
        leftSection={<IconKeyboard size={16} aria-hidden />}
        rightSection={<kbd>?</kbd>}
        onClick={() => {
          close()
          shortcutsShown.show(true)
        }}
      >
        {words.shortcuts}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        justify="start"
        leftSection={<IconHelp size={16} aria-hidden />}
        onClick={() => {
          close()
          helpShown.show(true)
        }}
      >
        {words.help}
      </Button>
      <SignOut onClose={close} />
    </div>
  )
}

/** As the system, light or dark. */
function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <fieldset className={classes.theme}>
      <legend>{words.themeTitle}</legend>
      <div>
        {(['auto', 'light', 'dark'] satisfies MantineColorScheme[]).map((scheme) => (
          <label key={scheme}>
            <input
              type="radio"
              name="theme"
              checked={colorScheme === scheme}
              onChange={() => setColorScheme(scheme)}
            />
            {words.theme[scheme]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
