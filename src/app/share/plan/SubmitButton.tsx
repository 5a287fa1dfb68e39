import { Button } from '@mantine/core'
import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import type { Ref } from 'react'
import type { OwnerAction } from '#contract/pair'
import { reviewWords } from '../../plan/words.ts'
import { planWords } from '../words.ts'
import classes from './PlanPane.module.css'

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
    <>
      <Button
        ref={props.ref}
        type="submit"
        size="md"
        {...(action === 'unshare' && {
          color: 'stop',
          leftSection: <IconOctagonMinus size={18} aria-hidden />,
        })}
        rightSection={<span aria-hidden>{planWords.keys}</span>}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        className={classes.submit}
        aria-disabled={missing !== null || busy}
        {...(missing !== null && { 'data-disabled': true, 'aria-describedby': 'submit-missing' })}
      >
        {busy ? reviewWords.submitting(action, pairs) : reviewWords.submit(action, pairs)}
      </Button>
      {missing !== null && (
        <p id="submit-missing" className={classes.missing}>
          {missing}
        </p>
      )}
    </>
  )
}
