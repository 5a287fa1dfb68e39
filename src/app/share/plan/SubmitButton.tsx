import { Button } from '@mantine/core'
import type { Ref } from 'react'
import type { OwnerAction } from '#contract/pair'
import { plural } from '../../format.ts'
import classes from '../../plan/PlanCard.module.css'

const WORDS = {
  share: { verb: 'Share', busy: 'Sharing', pair: 'new pair' },
  unshare: { verb: 'Stop sharing', busy: 'Stopping', pair: 'pair' },
} as const

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
  const { pairs, busy, missing } = props
  const words = WORDS[props.action]
  const what = plural(pairs, words.pair)
  const idle = pairs === 0 ? words.verb : `${words.verb} ${what}`
  return (
    <div>
      <Button
        ref={props.ref}
        type="submit"
        fullWidth
        size="md"
        {...(props.action === 'unshare' && { color: 'red.9' })}
        aria-disabled={missing !== null || busy}
        {...(missing !== null && { 'data-disabled': true, 'aria-describedby': 'submit-missing' })}
      >
        {busy ? `${words.busy} ${what} …` : idle}
      </Button>
      {missing !== null && (
        <p id="submit-missing" className={classes.missing}>
          {missing}
        </p>
      )}
    </div>
  )
}
