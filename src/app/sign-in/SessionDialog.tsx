import type { Settings } from '#contract/settings'
import { CopyableId } from '../ui/Id.tsx'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { ProjectChoice } from './ProjectChoice.tsx'
import classes from './SignIn.module.css'
import { SignOut } from './SignOut.tsx'

/** As whom everything here is done, in which project; to change the one or the other. */
export function SessionDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { user, project, mayShare } = settings
  return (
    <ModalDialog title={`Signed in as ${user.name}`} onClose={onClose}>
      <p className={classes.hint}>
        In the project {project.name}, <CopyableId id={project.id} name="the project" />
        {!mayShare && ' Your role may look, and not share.'}
      </p>
      <ProjectChoice current={project.id} />
      <SignOut onClose={onClose} />
    </ModalDialog>
  )
}
