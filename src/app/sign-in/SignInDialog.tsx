import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionProjectsQuery, signInInfoQuery, useSession } from '../api/session.ts'
import { settingsQuery } from '../api/settings.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import { DemoUsers } from './DemoUsers.tsx'
import { ProjectChoice } from './ProjectChoice.tsx'
import classes from './SignIn.module.css'
import { SignInArt } from './SignInArt.tsx'
import { SignInForm } from './SignInForm.tsx'
import { words } from './words.ts'

/**
 * A page of its own while nobody is signed in. The one behind it stays as it is, with everything that is filled in. With
 * `onClose`, the operator asked for it during a session: then it is a dialog, which can be closed.
 */
export function SignInDialog({ onClose }: { onClose?: () => void }) {
  const { data: info, error, refetch } = useQuery(signInInfoQuery)
  const client = useQueryClient()
  const { signOut } = useSession()
  const was = client.getQueryData(settingsQuery.queryKey)
  const [choosing, setChoosing] = useState(false)
  const chooseProject = () => {
    client.removeQueries({ queryKey: sessionProjectsQuery.queryKey })
    setChoosing(true)
  }
  const cloud = info?.cloud.embedded ? words.demoCloud : info?.cloud.name
  const hint = was ? words.sessionEnded : words.inYourName
  return (
    <ModalDialog
      title={cloud ? words.titleAt(cloud) : words.title}
      onClose={onClose ?? (() => {})}
      isPage={!onClose}
    >
      <p className={classes.hint}>{onClose ? words.jobsGoOn : hint}</p>
      {error && <Problem>{error.message}</Problem>}
      {info && !choosing && <SignInForm info={info} onProject={chooseProject} />}
      {info && !choosing && !onClose && info.demoUsers.length > 0 && <DemoUsers info={info} />}
      {choosing && <ProjectChoice />}
      {!onClose && <SignInArt />}
      <div className={classes.buttons}>
        {error && (
          <Button variant="default" onClick={() => void refetch()}>
            {words.tryAgain}
          </Button>
        )}
        {onClose && (
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
        )}
        {choosing && !onClose && (
          <Button variant="default" onClick={() => signOut.mutate('finish')}>
            {words.asSomebodyElse}
          </Button>
        )}
      </div>
    </ModalDialog>
  )
}
