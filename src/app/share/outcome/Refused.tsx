import { explanationOf } from '#contract/codes'
import { ApiError } from '../../api/client.ts'
import { outcomeWords } from '../words.ts'
import classes from './OutcomeNote.module.css'

/** A refusal in words, with the code and the request ID. */
export function Refused({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  const words = explanationOf(code)
  return (
    <div role="alert" className={classes.note} data-tone="bad">
      <p>
        <b>{words?.title ?? outcomeWords.refused}</b>
      </p>
      <p>{words ? `${words.cause} ${words.act}` : error.message}</p>
      <p>{outcomeWords.nothingSent}</p>
      {error instanceof ApiError && (
        <p className={classes.facts}>
          {outcomeWords.code}
          <code>{error.code}</code>
          {words && ` (${error.message})`}
          {error.requestId && (
            <>
              {outcomeWords.request}
              <code>{error.requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  )
}
