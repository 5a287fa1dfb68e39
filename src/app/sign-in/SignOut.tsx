import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ownJobsQuery, useSession } from '../api/session.ts'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './SignIn.module.css'
import { words } from './words.ts'

/** Signs out. Before, it asks what to do with jobs that have not ended. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const { signOut } = useSession()
  const client = useQueryClient()
  const [open, setOpen] = useState(0)
  const ask = async () => {
    // Signing out works even when the jobs cannot be counted.
    const jobs = await client.fetchQuery(ownJobsQuery).catch(() => 0)
    if (jobs > 0) setOpen(jobs)
    else signOut.mutate('finish')
  }
  return (
    <>
      {signOut.error && <Problem>{signOut.error.message}</Problem>}
      <p role="status" className={classes.question}>
        {open > 0 && words.jobsAtSignOut(open)}
      </p>
      {open > 0 ? (
        <div className={classes.choices}>
          <Button autoFocus loading={signOut.isPending} onClick={() => signOut.mutate('finish')}>
            {words.finish(open)}
          </Button>
          <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate('pause')}>
            {words.pause(open)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {words.stay}
          </Button>
        </div>
      ) : (
        <Button variant="default" loading={signOut.isPending} onClick={() => void ask()}>
          {words.signOut}
        </Button>
      )}
    </>
  )
}
