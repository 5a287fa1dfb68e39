import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { OwnerAction } from '#contract/pair'
import { count } from '../../format.ts'
import { planHeadline } from '../../plan/plan-changes.ts'
import { SendDelayChoice, SendDelayNote } from '../../plan/SendDelayNote.tsx'
import type { PlanState } from '../../plan/use-plan.ts'
import { type SendDelay, useFocusAfterDelay } from '../../plan/use-send-delay.ts'
import { reviewWords } from '../../plan/words.ts'
import { planWords } from '../words.ts'
import classes from './PlanPane.module.css'
import { SubmitButton } from './SubmitButton.tsx'

/** What is filled in, in numbers. */
export type PlanSize = { images: number; projects: number; leftOut: number; rejected: number; open: number }

/** The pane beside the form: what is known of the plan (`children`), and at its foot the one act. */
export function PlanPane(props: {
  action: OwnerAction
  state: PlanState
  /** Pairs that the job would change, as far as one knows. */
  changes: number
  delay: SendDelay
  busy: boolean
  missing: string | null
  children: ReactNode
}) {
  const { action, state, changes, delay } = props
  const button = useFocusAfterDelay(delay.state)
  const plan = state.kind === 'ready' ? state.plan : null
  return (
    <section className={classes.pane} aria-labelledby="plan" data-action={action}>
      <VisuallyHidden>
        <h2 id="plan">{planWords.title}</h2>
      </VisuallyHidden>
      {/* Always there, as what comes with its text is not announced everywhere. */}
      <VisuallyHidden role="status">{spoken(state)}</VisuallyHidden>
      <div className={classes.main}>
        <div className={classes.body}>{props.children}</div>
      </div>
      <div className={classes.foot}>
        {delay.state.kind !== 'delayed' && (
          <SubmitButton
            ref={button}
            action={action}
            pairs={changes}
            busy={props.busy}
            missing={
              props.missing ??
              (state.kind === 'failed' ? planWords.noPlan : null) ??
              (plan ? null : planWords.planning) ??
              (changes === 0 ? reviewWords.noChange : null)
            }
          />
        )}
        <SendDelayNote
          state={delay.state}
          headline={() => (plan ? reviewWords.headline(action, planHeadline(plan)) : '')}
          onStop={delay.stop}
        />
        <div className={classes.hold}>
          <SendDelayChoice />
        </div>
      </div>
    </section>
  )
}

/** How many images with how many projects, and how many pairs that makes. */
export function Sum({
  action,
  size,
  children,
}: {
  action: OwnerAction
  size: PlanSize
  children?: ReactNode
}) {
  const pairs = size.images * size.projects - size.leftOut
  return (
    <div className={classes.head}>
      <p className={classes.sum} role="status">
        <span>
          <b>{count(size.images)}</b> {planWords.images(size.images)}
        </span>
        <span aria-hidden>×</span>
        <span>
          <b>{count(size.projects)}</b> {planWords.projects(size.projects)}
        </span>
        {size.leftOut > 0 && <span>− {count(size.leftOut)}</span>}
        <span aria-hidden>{planWords.makes[action]}</span>
        <span className={classes.pairs}>
          <b>{count(pairs)}</b> {planWords.pairs(pairs)}
        </span>
      </p>
      {children}
    </div>
  )
}

function spoken(plan: PlanState): string {
  if (plan.kind === 'reading') return reviewWords.reading
  return plan.kind === 'ready' ? planWords.spoken(planHeadline(plan.plan)) : ''
}
