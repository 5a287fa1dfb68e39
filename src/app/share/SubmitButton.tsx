import { Button } from '@mantine/core'
import { plural } from '../format.ts'
import classes from './Summary.module.css'

/**
 * Says how many pairs it will share. It can be pressed even when something is missing: the form then leads to the
 * field, which a dead button would not.
 */
export function SubmitButton(props: { pairs: number; busy: boolean; missing: string | null }) {
  const { pairs, busy, missing } = props
  return (
    <div>
      <Button
        type="submit"
        fullWidth
        size="md"
        aria-disabled={missing !== null || busy}
        data-disabled={missing !== null || undefined}
        aria-describedby={missing === null ? undefined : 'share-missing'}
      >
        {busy
          ? `Sharing ${plural(pairs, 'pair')} …`
          : pairs === 0
            ? 'Share'
            : `Share ${plural(pairs, 'pair')}`}
      </Button>
      {missing !== null && (
        <p id="share-missing" className={classes.missing}>
          {missing}
        </p>
      )}
    </div>
  )
}
