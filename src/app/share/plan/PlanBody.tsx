import { useDeferredValue } from 'react'
import { type Control, type UseFormReturn, useController } from 'react-hook-form'
import type { Plan } from '#contract/plan'
import { ConfirmList } from '../../plan/ConfirmList.tsx'
import type { Confirmation } from '../../plan/confirmations.ts'
import { KeyNotes } from '../../plan/KeyNotes.tsx'
import { PlanCounts } from '../../plan/PlanCounts.tsx'
import { PlanDetail } from '../../plan/PlanDetail.tsx'
import { reviewWords } from '../../plan/words.ts'
import type { ShareValues } from '../share-values.ts'
import { LossNote } from './LossNote.tsx'

const NONE: readonly Confirmation[] = []

/** A plan with all there is to know: counts, picture, images, what must be looked at, and every pair. */
export function PlanBody(props: {
  plan: Plan
  form: UseFormReturn<ShareValues>
  confirmations: readonly Confirmation[]
}) {
  const { plan, form } = props
  // After the counts and the picture: all at once would keep a slow machine busy for longer than a blink.
  const confirmations = useDeferredValue(props.confirmations, NONE)
  return (
    <>
      <PlanCounts plan={plan} />
      <PlanDetail plan={plan}>
        <KeyNotes plan={plan} />
        {plan.action === 'unshare' && <LossNote plan={plan} control={form.control} />}
        {confirmations.map((confirmation) => (
          <Confirm key={confirmation.field} control={form.control} confirmation={confirmation} />
        ))}
      </PlanDetail>
    </>
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
      error={checked || !fieldState.error ? undefined : reviewWords.confirmFirst(confirmation.title)}
    />
  )
}
