import { useState } from 'react'
import type { Settings } from '#contract/settings'
import { useModule } from '../ui/use-module.ts'
import classes from './Header.module.css'

const load = async () => (await import('../sign-in/SessionDialog.tsx')).SessionDialog

/** As whom everything here acts, and in which project; a press opens what can be changed about it. */
export function Who({ settings }: { settings: Settings }) {
  const { user, project } = settings
  const [open, setOpen] = useState(false)
  const SessionDialog = useModule(load, open)
  return (
    <>
      <button type="button" className={classes.who} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <b>{user.name}</b> in <b title={project.id}>{project.name}</b>
      </button>
      {open && SessionDialog && <SessionDialog settings={settings} onClose={() => setOpen(false)} />}
    </>
  )
}
