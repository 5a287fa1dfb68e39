import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionProjectsQuery, signInInfoQuery, useSession } from '../api/session.ts'
import { settingsQuery } from '../api/settings.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import { ProjectChoice } from './ProjectChoice.tsx'
import classes from './SignIn.module.css'
import { SignInForm } from './SignInForm.tsx'
import { words } from './words.ts'

/**
 * Covers the page while nobody is signed in. The page stays as it is, with everything that is filled in. With
 * `onClose`, the operator asked for the dialog during a session, and can close it.
 */
export function SignInDialog({ onClose }: { onClose?: () => void }) {
  const { data: info, error, refetch } = useQuery(signInInfoQuery)
  const client = useQueryClient()
  const { signOut } = useSession()
  const was = client.getQueryData(settingsQuery.queryKey)
  const [choosing, setChoosing] = useState(false)
  const cloud = info?.cloud.embedded ? words.demoCloud : info?.cloud.name
  const hint = was ? words.sessionEnded : words.inYourName
  return (
    <ModalDialog title={cloud ? words.titleAt(cloud) : words.title} onClose={onClose ?? (() => {})}>
      <p className={classes.hint}>{onClose ? words.jobsGoOn : hint}</p>
      {error && <Problem>{error.message}</Problem>}
      {info && !choosing && (
        <SignInForm
          info={info}
          onProject={() => {
            client.removeQueries({ queryKey: sessionProjectsQuery.queryKey })
            setChoosing(true)
          }}
        />
      )}
      {choosing && <ProjectChoice />}
      <div>
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
