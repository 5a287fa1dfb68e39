import { Button, VisuallyHidden } from '@mantine/core'
import { useDeferredValue } from 'react'
import { type Control, useController } from 'react-hook-form'
import type { OwnerAction } from '#contract/pair'
import { ApiError } from '../../api/client.ts'
import { count } from '../../format.ts'
import { ConfirmList } from '../../plan/ConfirmList.tsx'
import { KeyNotes } from '../../plan/KeyNotes.tsx'
import classes from '../../plan/PlanCard.module.css'
import { PlanCounts } from '../../plan/PlanCounts.tsx'
import { planHeadline } from '../../plan/plan-changes.ts'
import { SendDelayNote, SendDelaySwitch } from '../../plan/SendDelayNote.tsx'
import type { PlanState } from '../../plan/use-plan.ts'
import { type SendDelay, useFocusAfterDelay } from '../../plan/use-send-delay.ts'
import type { ShareValues } from '../share-values.ts'
import { planWords } from '../words.ts'
import type { Confirmation } from './confirmations.ts'
import { LossNote } from './LossNote.tsx'
import { SubmitButton } from './SubmitButton.tsx'

const NONE: readonly Confirmation[] = []

/** The plan in short: what will change, what must be looked at, and the button. */
export function PlanCard(props: {
  action: OwnerAction
  control: Control<ShareValues>
  state: PlanState
  /** Pairs that the job would change, as far as one knows. */
  changes: number
  confirmations: readonly Confirmation[]
  delay: SendDelay
  size: { images: number; projects: number; leftOut: number; rejected: number; open: number }
  busy: boolean
  missing: string | null
}) {
  const { action, control, state, changes, delay, size } = props
  // After the counts and the picture: all at once would keep a slow machine busy for longer than a blink.
  const confirmations = useDeferredValue(props.confirmations, NONE)
  const button = useFocusAfterDelay(delay.state)
  const plan = state.kind === 'ready' ? state.plan : null
  const pairs = size.images * size.projects - size.leftOut
  return (
    <section className={classes.summary} aria-labelledby="plan">
      <h2 id="plan">{planWords.title}</h2>
      <p className={classes.sum} role="status">
        <span>
          <b>{count(size.images)}</b> {planWords.images(size.images)}
        </span>
        <span aria-hidden>×</span>
        <span>
          <b>{count(size.projects)}</b> {planWords.projects(size.projects)}
        </span>
        {size.leftOut > 0 && <span>− {count(size.leftOut)}</span>}
        <span aria-hidden>=</span>
        <span className={classes.pairs}>
          <b>{count(pairs)}</b> {planWords.pairs(pairs)}
        </span>
      </p>
      {size.rejected > 0 && (
        <p className={classes.warning} data-tone="bad">
          <b>{planWords.rejected(size.rejected)}</b>
          {planWords.rejectedMeans}
        </p>
      )}
      {size.open > 0 && (
        <p className={classes.warning} data-tone="warn">
          <b>{planWords.open(size.open)}</b>
          {planWords.openMeans}
        </p>
      )}
      {/* Always there, as what comes with its text is not announced everywhere. */}
      <VisuallyHidden role="status">{spoken(state)}</VisuallyHidden>
      <Body state={state} />
      {plan && <KeyNotes plan={plan} />}
      {plan && action === 'unshare' && <LossNote plan={plan} control={control} />}
      {confirmations.map((confirmation) => (
        <Confirm key={confirmation.field} control={control} confirmation={confirmation} />
      ))}
      <SendDelayNote
        state={delay.state}
        headline={() => (plan ? planWords.headline(action, planHeadline(plan)) : '')}
        onStop={delay.stop}
      />
      {delay.state.kind !== 'delayed' && (
        <SubmitButton
          ref={button}
          action={action}
          pairs={changes}
          busy={props.busy || delay.busy}
          missing={
            props.missing ??
            (state.kind === 'failed' ? planWords.noPlan : null) ??
            (plan ? null : planWords.planning) ??
            (changes === 0 ? planWords.noChange : null)
          }
        />
      )}
      <SendDelaySwitch />
    </section>
  )
}

function spoken(plan: PlanState): string {
  if (plan.kind === 'reading') return planWords.reading
  return plan.kind === 'ready' ? planWords.spoken(planHeadline(plan.plan)) : ''
}

function Body({ state }: { state: PlanState }) {
  if (state.kind === 'none') return null
  if (state.kind === 'ready') return <PlanCounts plan={state.plan} />
  if (state.kind === 'reading')
    return (
      <p className={classes.hint}>
        {state.progress ? planWords.readingOf(state.progress.read, state.progress.of) : planWords.reading}
      </p>
    )
  return (
    <div role="alert" className={classes.warning} data-tone="bad">
      <b>{planWords.failed}</b> {state.error.message}{' '}
      {state.error instanceof ApiError && state.error.requestId && (
        <span className={classes.hint}>{planWords.requestId(state.error.requestId)}</span>
      )}
      <div>
        <Button size="compact-sm" variant="default" onClick={state.retry}>
          {planWords.tryAgain}
        </Button>
      </div>
    </div>
  )
}

function Confirm({ control, confirmation }: { control: Control<ShareValues>; confirmation: Confirmation }) {
  const { field, fieldState } = useController({ control, name: confirmation.field })
  const checked = field.value === confirmation.key
  return (
    <ConfirmList
      {...confirmation}
      inputRef={field.ref}
      checked={checked}
      onChange={(on) => field.onChange(on ? confirmation.key : '')}
      // Of the list that is asked for now, also when it was refused for another.
      error={checked || !fieldState.error ? undefined : planWords.confirmFirst(confirmation.title)}
    />
  )
}
