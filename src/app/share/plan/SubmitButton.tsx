import { Button } from '@mantine/core'
import type { Ref } from 'react'
import type { OwnerAction } from '#contract/pair'
import classes from '../../plan/PlanCard.module.css'
import { planWords } from '../words.ts'

/**
 * Says how many pairs it will change. It can be pressed even when something is missing: the form then leads to the
 * field, which a dead button would not.
 */
export function SubmitButton(props: {
  ref: Ref<HTMLButtonElement>
  action: OwnerAction
  pairs: number
  busy: boolean
  missing: string | null
}) {
  const { action, pairs, busy, missing } = props
  return (
    <div>
      <Button
        ref={props.ref}
        type="submit"
        fullWidth
        size="md"
        {...(action === 'unshare' && { color: 'stop' })}
        aria-disabled={missing !== null || busy}
        {...(missing !== null && { 'data-disabled': true, 'aria-describedby': 'submit-missing' })}
      >
        {busy ? planWords.submitting(action, pairs) : planWords.submit(action, pairs)}
      </Button>
      {missing !== null && (
        <p id="submit-missing" className={classes.missing}>
          {missing}
        </p>
      )}
    </div>
  )
}
