import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type JobSummary, waitsForSignIn } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { settingsQuery, useReadOnly } from '../../api/settings.ts'
import { signInAgainQuery } from '../../api/signed-out.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Problem } from '../../ui/states/Problem.tsx'
import classes from './SignInNeeded.module.css'

/**
 * That a job waits for its user, and what whoever is at the page can do about it. Nothing for any other job. In the
 * panel (`brief`) a colleague only reads it: to take over is an act of the job's page.
 */
export function SignInNeeded({ job, brief = false }: { job: JobSummary; brief?: boolean }) {
  const { data: settings } = useQuery(settingsQuery)
  if (!waitsForSignIn(job) || job.stop) return null
  const name = job.actor.name || job.actor.id
  const isMine = settings?.user.id === job.actor.id
  const Box = brief ? 'div' : 'section'
  return (
    <Box
      {...(!brief && { 'aria-label': 'Sign-in needed' })}
      data-tone="warn"
      className={classes[brief ? 'brief' : 'box']}
    >
      <p>
        <b>{isMine ? 'Waits for you to sign in' : `Waits for ${name} to sign in`}</b>
        {!brief && ` · ${isMine ? MINE : `It goes on by itself once ${name} has signed in.`}`}
      </p>
      {isMine && (
        <GoOn job={job} label="Go on with my sign-in">
          <SignInAgain />
        </GoOn>
      )}
      {!isMine && !brief && settings && (
        <>
          <GoOn job={job} label="Take over the rest" />
          <p className={classes.dim}>
            The rest is then done with your rights and in your name. The history tells who did what.
          </p>
        </>
      )}
    </Box>
  )
}

const MINE = 'The cloud does not take the token of this job any more.'

function GoOn({ job, label, children }: { job: JobSummary; label: string; children?: ReactNode }) {
  const { takeOver } = useJobActions(job.id)
  const readOnly = useReadOnly('take over jobs')
  return (
    <>
      <div className={classes.buttons}>
        <ActionButton
          blocked={readOnly}
          size="compact-sm"
          loading={takeOver.isPending}
          onClick={() => takeOver.mutate()}
        >
          {label}
        </ActionButton>
        {children}
      </div>
      {takeOver.error && <Problem>{takeOver.error.message}</Problem>}
    </>
  )
}

function SignInAgain() {
  const client = useQueryClient()
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => client.setQueryData(signInAgainQuery.queryKey, true)}
    >
      Sign in again …
    </Button>
  )
}
