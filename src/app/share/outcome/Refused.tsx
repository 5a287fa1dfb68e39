import { explanationOf } from '#contract/codes'
import { ApiError } from '../../api/client.ts'
import classes from './OutcomeNote.module.css'

/** A refusal in words, with the code and the request ID. */
export function Refused({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  const words = explanationOf(code)
  return (
    <div role="alert" className={classes.note} data-tone="bad">
      <p>
        <b>{words?.title ?? 'The request was not accepted'}</b>
      </p>
      <p>{words ? `${words.cause} ${words.act}` : error.message}</p>
      <p>Nothing was sent on, and the form is as you left it.</p>
      {error instanceof ApiError && (
        <p className={classes.facts}>
          Code <code>{error.code}</code>
          {words && ` (${error.message})`}
          {error.requestId && (
            <>
              {' '}
              · request <code>{error.requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  )
}
