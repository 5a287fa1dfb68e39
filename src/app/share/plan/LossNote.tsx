import { useEffect } from 'react'
import { type Control, useController } from 'react-hook-form'
import type { Plan } from '#contract/plan'
import { grantsKey, IdleGrants } from '../../plan/IdleGrants.tsx'
import { Loss } from '../../plan/Loss.tsx'
import type { ShareValues } from '../share-values.ts'

/**
 * What the tenants lose, and the key grants of this console that nothing
 * needs any more.
 */
export function LossNote({ plan, control }: { plan: Plan; control: Control<ShareValues> }) {
  const { field } = useController({ control, name: 'revokeGrants' })
  const { idleGrants } = plan
  const key = grantsKey(idleGrants)
  // Ticked for other grants, it is not ticked for these.
  const { value, onChange } = field
  useEffect(() => {
    if (value !== '' && value !== key) onChange('')
  }, [value, key, onChange])
  return (
    <>
      <Loss plan={plan} />
      <IdleGrants
        grants={idleGrants}
        inputRef={field.ref}
        checked={value !== '' && value === key}
        onChange={(checked) => onChange(checked ? key : '')}
      />
    </>
  )
}
