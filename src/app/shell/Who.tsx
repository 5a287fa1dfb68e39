import { useState } from 'react'
import type { Settings } from '#contract/settings'
import { useModule } from '../ui/use-module.ts'
import classes from './Header.module.css'

const load = async () => (await import('../sign-in/SessionDialog.tsx')).SessionDialog

/** The signed-in user and the project; opens the dialog that changes them. */
export function Who({ settings }: { settings: Settings }) {
  const { user, project } = settings
  const [open, setOpen] = useState(false)
  const SessionDialog = useModule(load, open)
  return (
    <>
      <button type="button" className={classes.who} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <b translate="no">{user.name}</b> in{' '}
        <b translate="no" title={project.id}>
          {project.name}
        </b>
      </button>
      {open && SessionDialog && <SessionDialog settings={settings} onClose={() => setOpen(false)} />}
    </>
  )
}
