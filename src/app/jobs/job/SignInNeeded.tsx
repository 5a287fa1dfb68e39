import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type JobSummary, waitsForSignIn } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { settingsQuery, useReadOnly } from '../../api/settings.ts'
import { signInAgainQuery } from '../../api/signed-out.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Problem } from '../../ui/states/Problem.tsx'
import { jobWords } from '../words.ts'
import classes from './SignInNeeded.module.css'

/**
 * Tells that a job waits for its user to sign in, and offers what can be done about it. Shows nothing for any
 * other job. In the panel (`brief`) a colleague can only read it; the job's page offers to take the job over.
 */
export function SignInNeeded({ job, brief = false }: { job: JobSummary; brief?: boolean }) {
  const { data: settings } = useQuery(settingsQuery)
  if (!waitsForSignIn(job) || job.stop) return null
  const name = job.actor.name || job.actor.id
  const isMine = settings?.user.id === job.actor.id
  const Box = brief ? 'div' : 'section'
  return (
    <Box
      {...(!brief && { 'aria-label': jobWords.signInNeeded })}
      data-tone="warn"
      className={classes[brief ? 'brief' : 'box']}
    >
      <p>
        <b>{isMine ? jobWords.waitsForYou : jobWords.waitsFor(name)}</b>
        {!brief && ` · ${isMine ? jobWords.tokenRefused : jobWords.goesOnBy(name)}`}
      </p>
      {isMine && (
        <GoOn job={job} label={jobWords.goOn}>
          <SignInAgain />
        </GoOn>
      )}
      {!isMine && !brief && settings && (
        <>
          <GoOn job={job} label={jobWords.takeOver} />
          <p className={classes.dim}>{jobWords.takeOverHint}</p>
        </>
      )}
    </Box>
  )
}

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
      {jobWords.signInAgain}
    </Button>
  )
}
