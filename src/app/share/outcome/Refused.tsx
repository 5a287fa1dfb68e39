import { ApiError } from '../../api/client.ts'
import { useModule } from '../../ui/use-module.ts'
import { outcomeWords } from '../words.ts'
import classes from './OutcomeNote.module.css'

/** The words for every error code are asked for with the first refusal: the form opens without them. */
const loadCodes = async () => (await import('#contract/codes')).explanationOf

/** A refusal in words, with the code and the request ID. Until the words are there, as the server said it. */
export function Refused({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  const words = useModule(loadCodes, true)?.(code)
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
          <code translate="no">{error.code}</code>
          {words && ` (${error.message})`}
          {error.requestId && (
            <>
              {outcomeWords.request}
              <code translate="no">{error.requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  )
}
