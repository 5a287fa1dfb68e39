import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { signedInNowQuery } from '../api/session.ts'
import { settingsQuery } from '../api/settings.ts'
import { signedOutQuery } from '../api/signed-out.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'

/** Stands over a page that was loaded for one person while another is signed in. The page stays as it is. */
export function OtherSessionDialog() {
  const client = useQueryClient()
  const now = useQuery(signedInNowQuery)
  const was = client.getQueryData(settingsQuery.queryKey)
  const samePerson = was !== undefined && now.data?.user.id === was.user.id
  return (
    <ModalDialog
      title={samePerson ? 'Another project is open now' : 'Somebody else is signed in now'}
      onClose={() => {}}
    >
      <p className={classes.hint}>
        {was && `This page belongs to ${was.user.name} in ${was.project.name}. `}
        {now.data &&
          `In this browser, ${now.data.user.name} in ${now.data.project.name} has signed in since. `}
        Nothing more is read or sent from here. What is filled in on this page is kept for as long as it stays
        open.
      </p>
      {now.error && <Problem>Who it is could not be read: {now.error.message}</Problem>}
      <div>
        <Button variant="default" onClick={() => client.setQueryData(signedOutQuery.queryKey, true)}>
          {was ? `Sign in as ${was.user.name} again` : 'Sign in'}
        </Button>
        <Button onClick={() => window.location.reload()}>
          {now.data
            ? `Reload as ${samePerson ? `${now.data.user.name} in ${now.data.project.name}` : now.data.user.name}`
            : 'Reload'}
        </Button>
      </div>
    </ModalDialog>
  )
}
