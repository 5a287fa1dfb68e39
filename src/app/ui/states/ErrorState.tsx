import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import classes from './Message.module.css'

/** Something could not be shown: what, why, and the way to try again. The code and request ID are for the log. */
export function ErrorState(props: {
  title: string
  message: string
  code?: string | undefined
  requestId?: string | null | undefined
  onRetry: () => void
}) {
  return (
    <div role="alert" className={classes.box}>
      <p className={classes.title} data-tone="bad">
        <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
        {props.title}
      </p>
      <div className={classes.text}>{props.message}</div>
      {(props.code || props.requestId) && (
        <dl className={classes.facts}>
          {props.code && (
            <div>
              <dt>Code</dt>
              <dd>{props.code}</dd>
            </div>
          )}
          {props.requestId && (
            <div>
              <dt>Request ID</dt>
              <dd>{props.requestId}</dd>
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
