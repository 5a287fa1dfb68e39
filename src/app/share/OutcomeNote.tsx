import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { JobAction } from '#contract/job'
import { EXPLANATIONS, explain } from '#ims/errors'
import { ApiError } from '../api/client.ts'
import { plural } from '../format.ts'
import { LostNote } from './LostNote.tsx'
import classes from './OutcomeNote.module.css'
import { projectCount, type ShareValues } from './share-values.ts'
import type { Outcome } from './use-submission.ts'

/** What became of the last submission: a job, a refusal, or a connection that broke. */
export function OutcomeNote(props: {
  action: JobAction
  outcome: Outcome
  onFound: (jobId: string, values: ShareValues) => void
  onRetry: () => void
  onAgain: (values: ShareValues) => void
}) {
  const { outcome } = props
  if (outcome.kind === 'none') return null
  if (outcome.kind === 'refused') return <Refused error={outcome.error} />
  if (outcome.kind === 'lost')
    return (
      <LostNote
        key={outcome.key}
        submission={outcome.key}
        onFound={(jobId) => props.onFound(jobId, outcome.values)}
        onRetry={props.onRetry}
      />
    )
  return <Done {...outcome} action={props.action} onAgain={() => props.onAgain(outcome.values)} />
}

const BEGUN = { share: 'Sharing has begun. ', unshare: 'Stopping has begun. ' } as const

function Done(props: {
  action: JobAction
  jobId: string
  values: ShareValues
  late: boolean
  onAgain: () => void
}) {
  const note = useRef<HTMLDivElement>(null)
  // The button that was pressed has nothing to do any more; reading goes on here.
  useEffect(() => note.current?.focus(), [])
  const { images } = props.values
  const projects = projectCount(props.values)
  return (
    <div ref={note} tabIndex={-1} role="status" className={classes.note} data-tone="good">
      <p>
        <b>
          {props.late ? 'The connection broke, but the request arrived. ' : BEGUN[props.action]}
          {plural(images.size, 'image')} × {plural(projects, 'project')} ={' '}
          {plural(images.size * projects, 'pair')}.
        </b>{' '}
        The job goes on by itself; you can leave this page.
      </p>
      <p className={classes.actions}>
        <Anchor inherit component={Link} to="/jobs/$jobId" params={{ jobId: props.jobId } as never}>
          Open the job
        </Anchor>
        <Anchor inherit component="button" type="button" onClick={props.onAgain}>
          {props.action === 'share'
            ? 'Share again with the same selection'
            : 'Fill in the same selection again'}
        </Anchor>
      </p>
    </div>
  )
}

function Refused({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  const words = code in EXPLANATIONS ? explain(code) : null
  return (
    <div role="alert" className={classes.note} data-tone="bad">
      <p>
        <b>{words?.title ?? 'The request was not accepted'}</b>
      </p>
      <p>{words ? `${words.cause} ${words.act}` : error.message}</p>
      <p>Nothing was sent on, and the form is as you left it.</p>
      {error instanceof ApiError && (
        <p className={classes.facts}>
          Code <code>{error.code}</code>
          {words && ` (${error.message})`}
          {error.requestId && (
            <>
              {' '}
              · request <code>{error.requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  )
}
