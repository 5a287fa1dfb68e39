import IconInbox from '@tabler/icons-react/icons/IconInbox'
import IconZoomCheck from '@tabler/icons-react/icons/IconZoomCheck'
import { useRef } from 'react'
import { isAnswer, isRefused, isUndone, type JobDetail, TERMINAL } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { useReadOnly } from '../../api/settings.ts'
import { missing } from '../../job-words.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ButtonLink } from '../../ui/Links.tsx'
import { SeenButton } from '../seen/SeenButton.tsx'
import { StopJob } from '../stop/StopJob.tsx'
import { jobWords } from '../words.ts'
import classes from './JobPage.module.css'
import { RetryButton, UndoButton } from './RetryAndUndo.tsx'

/**
 * The actions on a job: stop it; once it has ended, retry its failed pairs, read the members again, or undo
 * it.
 */
export function JobActions({ job }: { job: JobDetail }) {
  const { retry, recheck } = useJobActions(job.id)
  const lost = missing(job.pairs)
  const again = retryLabel(job)
  const place = useRef<HTMLDivElement>(null)
  const readOnly = useReadOnly('change jobs')
  const ended = TERMINAL.has(job.status)
  const error = retry.error ?? recheck.error
  /**
   * A pressed button disappears or is busy; the focus stays on the group in which the next buttons appear.
   */
  const press = (action: typeof retry | typeof recheck) => {
    place.current?.focus()
    action.mutate()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div ref={place} role="group" aria-label={jobWords.actions} tabIndex={-1} className={classes.actions}>
      <SeenButton job={job} size="xs" onSeen={() => place.current?.focus()} />
      <StopJob job={job} size="xs" onAsked={() => place.current?.focus()} />
      {!ended && <p className={classes.dim}>{jobWords.onceEnded(job.action)}</p>}
      {ended && readOnly && <p className={classes.dim}>{readOnly}</p>}
      {ended && again && (
        <RetryButton
          label={again}
          size="xs"
          variant={lost + job.pairs.unsent > 0 ? 'filled' : 'default'}
          retry={retry}
          onRetry={() => press(retry)}
        />
      )}
      {ended && (
        <ActionButton
          blocked={readOnly}
          title={jobWords.readAgainMeans}
          size="xs"
          variant="default"
          leftSection={<IconZoomCheck size={14} aria-hidden />}
          loading={recheck.isPending}
          onClick={() => press(recheck)}
        >
          {jobWords.readAgain}
        </ActionButton>
      )}
      {isAnswer(job.action) && (
        <ButtonLink
          to="/received"
          size="xs"
          variant="default"
          leftSection={<IconInbox size={14} aria-hidden />}
        >
          {jobWords.receivedImages}
        </ButtonLink>
      )}
      {ended && !isAnswer(job.action) && job.wishes > 0 && !isUndone(job) && (
        <UndoButton job={job} size="xs" />
      )}
      <p role="status" className={classes.dim}>
        {error && <span data-tone="bad">{error.message}</span>}
        {ended && recheck.isSuccess && foundText(recheck.data)}
      </p>
    </div>
  )
}

/** What reading the members again has shown. */
function foundText({ pairs, gone }: JobDetail): string {
  if (gone > 0) return jobWords.readAgainGone(gone)
  return missing(pairs) > 0 ? jobWords.readAgainMissing(missing(pairs)) : jobWords.readAgainGood
}

/** What another attempt would try. Like the gateway, it takes up one kind of loss at a time. */
function retryLabel({ pairs, revocations }: JobDetail): string | null {
  const refused = revocations.filter(isRefused).length
  if (pairs.unsent > 0) return jobWords.retryUnsent(missing(pairs) + pairs.unsent)
  if (missing(pairs) > 0) return jobWords.retryFailed(missing(pairs))
  if (pairs.impossible > 0) return jobWords.retryImpossible(pairs.impossible)
  return refused > 0 ? jobWords.retryGrants(refused) : null
}
