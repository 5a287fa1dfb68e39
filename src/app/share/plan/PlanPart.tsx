import { useQueryClient } from '@tanstack/react-query'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { countToSend, MAX_PAIRS, type OwnerAction } from '#contract/pair'
import type { Plan, PlanRequest } from '#contract/plan'
import { planQuery } from '../../api/plan.ts'
import { useReadOnly } from '../../api/settings.ts'
import { PlanTrouble } from '../../plan/PlanTrouble.tsx'
import { planChanges } from '../../plan/plan-changes.ts'
import { usePlan } from '../../plan/use-plan.ts'
import { useSendDelay } from '../../plan/use-send-delay.ts'
import { reviewWords } from '../../plan/words.ts'
import { useModule } from '../../ui/use-module.ts'
import { LeftOut } from '../LeftOut.tsx'
import type { ConfirmedPlan } from '../outcome/use-submission.ts'
import { pasteWords } from '../paste/words.ts'
import { leftOutCount, projectCount, type ShareValues, toRequest } from '../share-values.ts'
import type { Example } from '../start/example.ts'
import { pageWords, planWords } from '../words.ts'
import { PlanLink } from './PlanLink.tsx'
import classes from './PlanPane.module.css'
import { PlanPane, type PlanSize, Sum } from './PlanPane.tsx'
import { pastedConfirmations } from './pasted-confirmations.ts'

/** Asked for once there is something to plan, while the members are read: the empty form opens without it. */
const loadBody = async () => (await import('./PlanBody.tsx')).PlanBody

const loadStart = async () => (await import('../start/Start.tsx')).Start

/** What the form asks of the plan when it is submitted. */
export type PlanHandle = {
  /** What was confirmed, once it may be sent; null: it may not be, and the form says why. */
  confirm(): Promise<ConfirmedPlan | null>
  /** The server has refused it, as this is the plan now. False: the form was edited since, and has another plan. */
  changed(plan: Plan): boolean
}

/** The plan of what is filled in, beside the fields, with the button. Nothing is sent that was not shown here and confirmed. */
export function PlanPart(props: {
  action: OwnerAction
  form: UseFormReturn<ShareValues>
  busy: boolean
  /** Nothing was sent before that is still told of. */
  isIdle: boolean
  onExample: (example: Example) => void
  ref: Ref<PlanHandle>
  children: React.ReactNode
}) {
  const { action, form } = props
  const { control } = form
  const [images, projects, pasted, reading, leftOut] = useWatch({
    control,
    name: ['images', 'projects', 'pasted', 'reading', 'leftOut'],
  })
  const recipients = useMemo(() => projectCount({ projects, pasted }), [projects, pasted])
  const without = useMemo(
    () => leftOutCount({ images, projects, pasted, leftOut }),
    [images, projects, pasted, leftOut],
  )
  const pairs = images.size * recipients - without
  const request = useMemo((): PlanRequest | null => {
    if (reading || pairs === 0 || pairs > MAX_PAIRS) return null
    return { action, ...toRequest({ images, projects, pasted, leftOut }) }
  }, [action, images, projects, pasted, leftOut, reading, pairs])
  const PlanBody = useModule(loadBody, request !== null)
  const Start = useModule(loadStart, images.size + recipients === 0)
  const state = usePlan(request)
  const plan = state.kind === 'ready' ? state.plan : null
  // Pairs that could not be read are looked at, and sent where missing, by the job.
  const changes = useMemo(() => (plan ? countToSend(plan) : 0), [plan])
  const confirmations = useMemo(() => (plan ? pastedConfirmations(plan, pasted) : []), [plan, pasted])
  const readOnly = useReadOnly('share')
  const client = useQueryClient()
  const delay = useSendDelay()
  const edited = useEffectEvent(delay.edited)
  const confirmedFor = useRef<PlanRequest>(null)
  const answers = useWatch({
    control,
    name: ['confirmed', 'mismatchConfirmed', 'tenantsConfirmed', 'makeShared', 'revokeGrants', 'reason'],
  }).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is edited takes an earlier click back.
  useEffect(() => () => edited(), [request, answers])

  useImperativeHandle(props.ref, () => ({
    async confirm() {
      if (!plan || changes === 0 || readOnly || delay.busy) return null
      for (const { field, key, title } of confirmations)
        if (form.getValues(field) !== key) {
          form.setError(field, { message: reviewWords.confirmFirst(title) }, { shouldFocus: true })
          return null
        }
      if (!(await delay.wait())) return null
      confirmedFor.current = request
      const kinds = new Set(confirmations.map(({ kind }) => kind))
      return { fingerprint: plan.fingerprint, confirmed: [...kinds] }
    },
    changed(now) {
      if (!request || !plan || request !== confirmedFor.current) return false
      client.setQueryData(planQuery(request).queryKey, now)
      delay.tellChanged(planChanges(plan, now))
      return true
    },
  }))

  const size: PlanSize = {
    images: images.size,
    projects: recipients,
    leftOut: without,
    rejected: pasted.rejected,
    open: pasted.open,
  }
  return (
    <PlanPane
      action={action}
      state={state}
      changes={changes}
      delay={delay}
      busy={props.busy || delay.busy}
      missing={
        readOnly ||
        (reading && pasteWords.reading) ||
        (images.size === 0 && pageWords.noImages) ||
        (recipients === 0 && pageWords.noProjects) ||
        (pairs > MAX_PAIRS && pageWords.tooMany) ||
        null
      }
    >
      {props.children}
      {size.images + size.projects > 0 ? (
        <Sum action={action} size={size}>
          {plan && <PlanLink action={action} plan={plan} reason={() => form.getValues('reason')} />}
        </Sum>
      ) : (
        props.isIdle && Start && <Start action={action} onExample={props.onExample} />
      )}
      <PlanTrouble state={state} />
      {size.rejected > 0 && (
        <p className={classes.out} data-tone="bad">
          <b>{planWords.rejected(size.rejected)}</b>
          {planWords.rejectedMeans}
        </p>
      )}
      {size.open > 0 && (
        <p className={classes.out} data-tone="warn">
          <b>{planWords.open(size.open)}</b>
          {planWords.openMeans}
        </p>
      )}
      <LeftOut form={form} />
      {plan && PlanBody && <PlanBody plan={plan} form={form} confirmations={confirmations} />}
    </PlanPane>
  )
}
