import { Anchor } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { TERMINAL } from '#contract/job'
import type { OwnerAction } from '#contract/pair'
import { jobQuery, liveJobsQuery } from '../../api/jobs.ts'
import { endingText, progressSegments, progressText } from '../../job-words.ts'
import notes from '../../plan/Notes.module.css'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ButtonLink, TextLink } from '../../ui/Links.tsx'
import { ProgressBar } from '../../ui/states/ProgressBar.tsx'
import { useModule } from '../../ui/use-module.ts'
import { VERDICT } from '../paste/verdict-words.ts'
import { NOT_TAKEN_KINDS, type Verdicts } from '../paste/verdicts.ts'
import { leftOutCount, projectCount, type ShareValues } from '../share-values.ts'
import { outcomeWords } from '../words.ts'
import classes from './OutcomeNote.module.css'

/** The job of a submission: how far it is, pair by pair, what was left out, and the way back. */
export function Sent(props: {
  action: OwnerAction
  jobId: string
  values: ShareValues
  late: boolean
  onAgain: () => void
}) {
  const note = useRef<HTMLDivElement>(null)
  // The button that was pressed has nothing to do any more; reading goes on here.
  useEffect(() => note.current?.focus(), [])
  const { images, pasted } = props.values
  const projects = projectCount(props.values)
  const live = useQuery({ ...liveJobsQuery, select: ({ jobs }) => jobs.find(({ id }) => id === props.jobId) })
  const job = live.data
  const ended = job && TERMINAL.has(job.status) ? job : null
  return (
    <>
      <div ref={note} tabIndex={-1} role={ended ? undefined : 'status'} className={classes.done}>
        <p className={classes.big}>
          <b>
            {props.late && outcomeWords.late}
            {!props.late && !ended && outcomeWords.begun[props.action]}
            {ended
              ? endingText(ended)
              : outcomeWords.pairs(images.size, projects, leftOutCount(props.values))}
          </b>
        </p>
        {!ended && <p>{outcomeWords.goesOn}</p>}
      </div>
      {job && (
        <ProgressBar
          label={outcomeWords.progress}
          total={job.pairs.total}
          text={progressText(job.pairs)}
          segments={progressSegments(job)}
        />
      )}
      <p className={classes.actions}>
        <ButtonLink
          to="/jobs/$jobId/undo"
          params={{ jobId: props.jobId }}
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
        >
          {outcomeWords.undo}
        </ButtonLink>
        <TextLink inherit to="/jobs/$jobId" params={{ jobId: props.jobId }}>
          {outcomeWords.openJob}
        </TextLink>
        <Anchor inherit component="button" type="button" onClick={props.onAgain}>
          {outcomeWords.again[props.action]}
        </Anchor>
      </p>
      <Picture jobId={props.jobId} />
      <NotTaken verdicts={pasted} />
    </>
  )
}

const loadPicture = async () => (await import('../../job-picture/JobPicture.tsx')).JobPicture

/** The pairs of the job, which fill up. */
function Picture({ jobId }: { jobId: string }) {
  const { data } = useQuery(jobQuery(jobId))
  const JobPicture = useModule(loadPicture, true)
  return data && JobPicture && <JobPicture job={data} />
}

/** The pasted lines that are no part of the job: nothing is dropped silently. */
function NotTaken({ verdicts }: { verdicts: Verdicts }) {
  const rows = verdicts.rows(NOT_TAKEN_KINDS)
  if (rows.length === 0) return null
  const text = () => Array.from(rows, (at) => verdicts.row(at).raw).join('\n')
  return (
    <div className={notes.note} data-tone="warn">
      <p>
        <b>{outcomeWords.notTaken(rows.length)}</b>{' '}
        {NOT_TAKEN_KINDS.filter((kind) => verdicts.count(kind) > 0)
          .map((kind) => `${verdicts.count(kind)} ${VERDICT[kind].word}`)
          .join(', ')}
        .
      </p>
      <CopyButton label={outcomeWords.copyNotTaken(rows.length)} text={text} />
    </div>
  )
}
