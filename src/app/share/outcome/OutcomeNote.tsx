import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type JobSummary, TERMINAL, wentWrong } from '#contract/job'
import type { OwnerAction } from '#contract/pair'
import { liveJobsQuery } from '../../api/jobs.ts'
import { endingText } from '../../job-words.ts'
import { TextLink } from '../../ui/Links.tsx'
import { leftOutCount, projectCount, type ShareValues } from '../share-values.ts'
import { outcomeWords } from '../words.ts'
import { LostNote } from './LostNote.tsx'
import classes from './OutcomeNote.module.css'
import { Refused } from './Refused.tsx'
import type { ConfirmedPlan, Outcome } from './use-submission.ts'

/** What became of the last submission: a job, a refusal, or a connection that broke. */
export function OutcomeNote(props: {
  action: OwnerAction
  outcome: Outcome
  onFound: (jobId: string, values: ShareValues) => void
  onRetry: (values: ShareValues, confirmed: ConfirmedPlan) => void
  onAgain: (values: ShareValues) => void
}) {
  const { outcome } = props
  if (outcome.kind === 'none') return null
  if (outcome.kind === 'offline')
    return (
      <p role="alert" className={classes.note} data-tone="bad">
        <b>{outcomeWords.offline}</b>
        {outcomeWords.offlineMeans}
      </p>
    )
  if (outcome.kind === 'refused') return <Refused error={outcome.error} />
  if (outcome.kind === 'lost')
    return (
      <LostNote
        key={outcome.key}
        submission={outcome.key}
        onFound={(jobId) => props.onFound(jobId, outcome.values)}
        onRetry={() => props.onRetry(outcome.values, outcome.confirmed)}
      />
    )
  return <Done {...outcome} action={props.action} onAgain={() => props.onAgain(outcome.values)} />
}

function toneOf(ended: JobSummary) {
  if (wentWrong(ended)) return 'bad'
  return ended.status === 'stopped' ? 'warn' : 'good'
}

function Done(props: {
  action: OwnerAction
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
  const live = useQuery({ ...liveJobsQuery, select: ({ jobs }) => jobs.find(({ id }) => id === props.jobId) })
  const ended = live.data && TERMINAL.has(live.data.status) ? live.data : null
  if (ended)
    return (
      <div ref={note} tabIndex={-1} className={classes.note} data-tone={toneOf(ended)}>
        <p>
          <b>{endingText(ended)}</b>
        </p>
        <Links {...props} />
      </div>
    )
  return (
    <div ref={note} tabIndex={-1} role="status" className={classes.note} data-tone="good">
      <p>
        <b>
          {props.late ? outcomeWords.late : outcomeWords.begun[props.action]}
          {outcomeWords.pairs(images.size, projects, leftOutCount(props.values))}
        </b>
        {outcomeWords.goesOn}
      </p>
      <Links {...props} />
    </div>
  )
}

function Links(props: { action: OwnerAction; jobId: string; onAgain: () => void }) {
  return (
    <p className={classes.actions}>
      <TextLink inherit to="/jobs/$jobId" params={{ jobId: props.jobId }}>
        {outcomeWords.openJob}
      </TextLink>
      <Anchor inherit component="button" type="button" onClick={props.onAgain}>
        {outcomeWords.again[props.action]}
      </Anchor>
    </p>
  )
}
