import { Button, Switch } from '@mantine/core'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import classes from './Shortcuts.module.css'
import { words } from './words.ts'

/** Which keys do what, and the switch for those without a modifier. */
export function ShortcutsDialog(props: {
  isOn: boolean
  onSwitch: (on: boolean) => void
  onClose: () => void
}) {
  return (
    <ModalDialog title={words.shortcuts} onClose={props.onClose}>
      <dl className={classes.keys}>
        {words.keys.map(([keys, does, isSingle]) => (
          <div key={does} data-off={(isSingle && !props.isOn) || undefined}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Switch
        size="xs"
        label={words.singleKeys}
        description={words.singleKeysHint}
        checked={props.isOn}
        onChange={({ currentTarget }) => props.onSwitch(currentTarget.checked)}
      />
      <div>
        <Button variant="default" onClick={props.onClose}>
          {words.close}
        </Button>
      </div>
    </ModalDialog>
  )
}
