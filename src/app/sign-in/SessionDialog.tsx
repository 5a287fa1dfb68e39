import type { Settings } from '#contract/settings'
import { CopyableId } from '../ui/Id.tsx'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { ProjectChoice } from './ProjectChoice.tsx'
import classes from './SignIn.module.css'
import { SignOut } from './SignOut.tsx'
import { words } from './words.ts'

/** Shows the signed-in user and the project, and changes them. */
export function SessionDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { user, project, mayShare } = settings
  return (
    <ModalDialog title={words.signedInAs(user.name)} onClose={onClose}>
      <p className={classes.hint}>
        {words.inProject(project.name)} <CopyableId id={project.id} name={words.thisProject} />
        {!mayShare && ` ${words.readOnly}`}
      </p>
      <ProjectChoice current={project.id} />
      <SignOut onClose={onClose} />
    </ModalDialog>
  )
}
