import { useQuery } from '@tanstack/react-query'
import { isRefusal } from '../api/client.ts'
import { liveJobsQuery } from '../api/jobs.ts'
import { ago, clockTime } from '../format.ts'
import { useNow } from '../ui/use-now.ts'
import classes from './JobsPanel.module.css'
import { words } from './words.ts'

/** Tells when the list was last checked. A failed poll changes this line and nothing else. */
export function CheckedAgo() {
  const { dataUpdatedAt, error } = useQuery(liveJobsQuery)
  const checked = useNow((now) => (dataUpdatedAt ? ago(now - dataUpdatedAt) : ''))
  if (!dataUpdatedAt) return null
  if (error)
    return (
      <p className={classes.checked} data-tone="warn">
        {words.checkFailed(clockTime(dataUpdatedAt), !isRefusal(error))}
      </p>
    )
  return <p className={classes.checked}>{words.checked(checked)}</p>
}
