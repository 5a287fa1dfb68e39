import { Checkbox } from '@mantine/core'
import type { RefCallback } from 'react'
import type { IdleGrant } from '#contract/plan'
import { plural } from '../format.ts'

/** Stands for exactly these grants: ticked for others, nothing is ticked. */
export const grantsKey = (grants: readonly IdleGrant[]) => grants.map(({ grantId }) => grantId).join()

/** Offers to take back the key grants of this console that nothing needs afterwards. Nothing without any. */
export function IdleGrants(props: {
  grants: readonly IdleGrant[]
  checked: boolean
  onChange: (checked: boolean) => void
  inputRef?: RefCallback<HTMLInputElement>
}) {
  const { grants } = props
  if (grants.length === 0) return null
  return (
    <Checkbox
      ref={props.inputRef}
      checked={props.checked}
      onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      label={`Also revoke ${plural(grants.length, 'key grant')} that nothing needs afterwards`}
      description={`Made by this console for ${grants.map(({ accountId }) => accountId).join(', ')}.`}
    />
  )
}
