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

const AGAIN =
  'Your jobs that wait for you go on with the new sign-in. What is filled in on this page is kept.'
const SESSION_ENDED =
  'The session has ended. What is filled in on this page is kept for the same user in the same project.'
const FIRST_TIME = 'Everything here is done in your name, with your rights in the cloud.'

/**
 * Stands over the page while nobody is signed in. The page stays as it is, with all that is filled in. `onClose`: it was
 * asked for while a session lives, and may be put away.
 */
export function SignInDialog({ onClose }: { onClose?: () => void }) {
  const { data: info, error, refetch } = useQuery(signInInfoQuery)
  const client = useQueryClient()
  const { signOut } = useSession()
  const was = client.getQueryData(settingsQuery.queryKey)
  const [choosing, setChoosing] = useState(false)
  const hint = was ? SESSION_ENDED : FIRST_TIME
  const cloud = info?.cloud.embedded ? 'the embedded demo cloud' : info?.cloud.name
  return (
    <ModalDialog title={cloud ? `Sign in to ${cloud}` : 'Sign in'} onClose={onClose ?? (() => {})}>
      <p className={classes.hint}>{onClose ? AGAIN : hint}</p>
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
            Try again
          </Button>
        )}
        {onClose && (
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        )}
        {choosing && !onClose && (
          <Button variant="default" onClick={() => signOut.mutate('finish')}>
            Sign in as somebody else
          </Button>
        )}
      </div>
    </ModalDialog>
  )
}
