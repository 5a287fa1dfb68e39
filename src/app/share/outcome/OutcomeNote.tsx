import type { OwnerAction } from '#contract/pair'
import { useModule } from '../../ui/use-module.ts'
import type { ShareValues } from '../share-values.ts'
import { outcomeWords } from '../words.ts'
import { LostNote } from './LostNote.tsx'
import classes from './OutcomeNote.module.css'
import { Refused } from './Refused.tsx'
import type { ConfirmedPlan, Outcome } from './use-submission.ts'

/** The form opens without it. What tells of a broken connection is there from the start. */
const loadSent = async () => (await import('./Sent.tsx')).Sent

/** What became of the last submission: a job, a refusal, or a connection that broke. */
export function OutcomeNote(props: {
  action: OwnerAction
  outcome: Outcome
  onFound: (jobId: string, values: ShareValues) => void
  onRetry: (values: ShareValues, confirmed: ConfirmedPlan) => void
  onAgain: (values: ShareValues) => void
}) {
  const { outcome } = props
  const Sent = useModule(loadSent, outcome.kind === 'done')
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
  return Sent && <Sent {...outcome} action={props.action} onAgain={() => props.onAgain(outcome.values)} />
}
