import { Button } from '@mantine/core'
import { ApiError } from '../../api/client.ts'
import notes from '../../plan/Notes.module.css'
import type { PlanState } from '../../plan/use-plan.ts'
import { planWords } from '../words.ts'
import classes from './PlanPane.module.css'

/** That the plan is being made, or why there is none. Nothing once it is there. */
export function PlanTrouble({ state }: { state: PlanState }) {
  if (state.kind === 'reading')
    return (
      <p className={classes.reading}>
        {state.progress ? planWords.readingOf(state.progress.read, state.progress.of) : planWords.reading}
      </p>
    )
  if (state.kind !== 'failed') return null
  return (
    <div role="alert" className={notes.note} data-tone="bad">
      <p>
        <b>{planWords.failed}</b> {state.error.message}{' '}
        {state.error instanceof ApiError && state.error.requestId && (
          <span className={notes.hint}>{planWords.requestId(state.error.requestId)}</span>
        )}
      </p>
      <Button size="compact-sm" variant="default" onClick={state.retry}>
        {planWords.tryAgain}
      </Button>
    </div>
  )
}
