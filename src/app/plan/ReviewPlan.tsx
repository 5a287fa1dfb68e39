import { TextInput, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react'
import { MAX_REASON } from '#contract/headers'
import type { Plan } from '#contract/plan'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ConfirmList } from './ConfirmList.tsx'
import { IdleGrants } from './IdleGrants.tsx'
import { KeyNotes } from './KeyNotes.tsx'
import { Loss } from './Loss.tsx'
import { PlanCounts } from './PlanCounts.tsx'
import { PlanDetail } from './PlanDetail.tsx'
import { planHeadline } from './plan-changes.ts'
import classes from './ReviewPlan.module.css'
import { SendDelayChoice, SendDelayNote } from './SendDelayNote.tsx'
import { type ReviewOptions, useReview } from './use-review.ts'
import { useFocusAfterDelay } from './use-send-delay.ts'
import { reviewWords } from './words.ts'

/** What differs in words from one kind of plan to the next. */
export type ReviewWords = {
  /** The name of the part with the button. */
  review: string
  /** What the button says. `changes`: pairs that will be sent. */
  act: (plan: Plan, changes: number, busy: boolean) => string
  /** What the button says, and why it does nothing, when there is nothing to do. */
  nothing: string
  nothingMeans: string
  headline: (plan: Plan, headline: string) => string
}

/**
 * A plan to be looked at and confirmed: what it is about (`about`), counts, what else there is to see to (`children`), what
 * has to be confirmed by name, the reason, and the one act; beside it the picture and every pair. Nothing is sent that the
 * server does not find as it was shown.
 */
export function ReviewPlan({
  words,
  about,
  children,
  ...options
}: ReviewOptions & { words: ReviewWords; about: ReactNode; children?: ReactNode }) {
  const { plan } = options
  const heading = useId()
  const review = useReview(options)
  const { delay, changes, readOnly, submit } = review
  // The button goes while the click can be taken back, and has the focus again afterwards.
  const button = useFocusAfterDelay(delay.state)
  const takesAway = plan.action === 'unshare' && changes > 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit()
  }
  return (
    <div className={classes.review}>
      <section className={classes.card} aria-labelledby={heading} onKeyDown={onKeyDown}>
        <VisuallyHidden>
          <h2 id={heading}>{words.review}</h2>
        </VisuallyHidden>
        {about}
        <PlanCounts plan={plan} />
        {children}
        {takesAway && <Loss plan={plan} />}
        {review.confirmations.map(({ isMissing, ...confirmation }) => (
          <ConfirmList
            key={confirmation.field}
            {...confirmation}
            error={isMissing ? reviewWords.confirmFirst(confirmation.title) : undefined}
          />
        ))}
        <IdleGrants grants={plan.idleGrants} checked={review.revokes} onChange={review.setRevokes} />
        <TextInput
          label={reviewWords.reason}
          value={review.reason}
          maxLength={MAX_REASON}
          onChange={({ currentTarget }) => review.setReason(currentTarget.value)}
        />
        <SendDelayNote
          state={delay.state}
          headline={() => words.headline(plan, planHeadline(plan))}
          onStop={delay.stop}
        />
        {review.error && (
          <p role="alert" data-tone="bad" className={classes.error}>
            {review.error.message}
          </p>
        )}
        {delay.state.kind !== 'delayed' && <Act ref={button} {...{ words, review, plan, takesAway }} />}
        {readOnly && <p className={classes.hint}>{readOnly}</p>}
        <SendDelayChoice />
      </section>
      <PlanDetail plan={plan} title={reviewWords.detail}>
        <KeyNotes plan={plan} />
      </PlanDetail>
    </div>
  )
}

/** The button, which says how much it will do. */
function Act(props: {
  ref: Ref<HTMLButtonElement>
  words: ReviewWords
  review: ReturnType<typeof useReview>
  plan: Plan
  takesAway: boolean
}) {
  const { words, review } = props
  const { nothing, changes, busy, readOnly, submit } = review
  return (
    <ActionButton
      ref={props.ref}
      size="md"
      {...(props.takesAway && { color: 'stop' })}
      blocked={readOnly ?? (nothing ? words.nothingMeans : null)}
      aria-disabled={busy}
      onClick={() => void submit()}
    >
      {nothing ? words.nothing : words.act(props.plan, changes, busy)}
    </ActionButton>
  )
}
