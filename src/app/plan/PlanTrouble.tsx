import { Button } from '@mantine/core'
import { ApiError } from '../api/client.ts'
import classes from './Notes.module.css'
import type { PlanState } from './use-plan.ts'
import { reviewWords } from './words.ts'

/** That the plan is being made, or why there is none. Nothing once it is there. */
export function PlanTrouble({ state }: { state: PlanState }) {
  if (state.kind === 'reading')
    return (
      <p className={classes.reading}>
        {state.progress ? reviewWords.readingOf(state.progress.read, state.progress.of) : reviewWords.reading}
      </p>
    )
  if (state.kind !== 'failed') return null
  return (
    <div role="alert" className={classes.note} data-tone="bad">
      <p>
        <b>{reviewWords.failed}</b> {state.error.message}{' '}
        {state.error instanceof ApiError && state.error.requestId && (
          <span className={classes.hint}>{reviewWords.requestId(state.error.requestId)}</span>
        )}
      </p>
      <Button size="compact-sm" variant="default" onClick={state.retry}>
        {reviewWords.tryAgain}
      </Button>
    </div>
  )
}
