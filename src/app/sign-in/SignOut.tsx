import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ownJobsQuery, useSession } from '../api/session.ts'
import { plural } from '../format.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'

/** The buttons of the dialog: signs out, and asks first what becomes of jobs that have not ended. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const { signOut } = useSession()
  const client = useQueryClient()
  const [open, setOpen] = useState(0)
  const ask = async () => {
    // What cannot be counted does not keep anybody from signing out.
    const jobs = await client.fetchQuery(ownJobsQuery).catch(() => 0)
    if (jobs > 0) setOpen(jobs)
    else signOut.mutate('finish')
  }
  return (
    <>
      {signOut.error && <Problem>{signOut.error.message}</Problem>}
      {open > 0 && (
        <p role="status" className={classes.question}>
          {plural(open, 'job')} of yours {open === 1 ? 'has' : 'have'} not ended. Let{' '}
          {open === 1 ? 'it' : 'them'} finish with your rights, which end with{' '}
          {open === 1 ? 'it' : 'the last of them'}; or pause {open === 1 ? 'it' : 'them'} until you sign in
          again.
        </p>
      )}
      <div>
        {open > 0 ? (
          <div className={classes.choices}>
            <Button autoFocus loading={signOut.isPending} onClick={() => signOut.mutate('finish')}>
              Let {plural(open, 'job')} finish
            </Button>
            <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate('pause')}>
              Pause {open === 1 ? 'it' : 'them'} and sign out
            </Button>
            <Button variant="default" onClick={onClose}>
              Stay signed in
            </Button>
          </div>
        ) : (
          <>
            <Button variant="default" loading={signOut.isPending} onClick={() => void ask()}>
              Sign out
            </Button>
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          </>
        )}
      </div>
    </>
  )
}
