import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import classes from './Message.module.css'

/**
 * Something could not be shown: what, why, and the way to try again. The code and request ID are for the log.
 */
export function ErrorState(props: {
  title: string
  /** What went wrong, in words and, where it was refused, with a code. */
  error: { message: string; code?: string; requestId?: string | null }
  onRetry: () => void
}) {
  const { message, code, requestId } = props.error
  return (
    <div role="alert" className={classes.box}>
      <p className={classes.title} data-tone="bad">
        <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
        {props.title}
      </p>
      <div className={classes.text}>{message}</div>
      {(code || requestId) && (
        <dl className={classes.facts}>
          {code && (
            <div>
              <dt>Code</dt>
              <dd translate="no">{code}</dd>
            </div>
          )}
          {requestId && (
            <div>
              <dt>Request ID</dt>
              <dd translate="no">{requestId}</dd>
            </div>
          )}
        </dl>
      )}
      <div className={classes.action}>
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={props.onRetry}>
          Try again
        </Button>
      </div>
    </div>
  )
}
