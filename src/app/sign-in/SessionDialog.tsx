import { Button } from '@mantine/core'
import type { Settings } from '#contract/settings'
import { useSession } from '../api/session.ts'
import { CopyableId } from '../ui/CopyableId.tsx'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/Problem.tsx'
import { ProjectChoice } from './ProjectChoice.tsx'
import classes from './SignIn.module.css'

/** As whom everything here is done, in which project; to change the one or the other. */
export function SessionDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { signOut } = useSession()
  const { user, project, mayShare } = settings
  return (
    <ModalDialog title={`Signed in as ${user.name}`} onClose={onClose}>
      <p className={classes.hint}>
        In the project {project.name}, <CopyableId id={project.id} name="the project" />
        {!mayShare && ' Your role may look, and not share.'}
      </p>
      <ProjectChoice current={project.id} />
      {signOut.error && <Problem>{signOut.error.message}</Problem>}
      <div>
        <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </div>
    </ModalDialog>
  )
}
