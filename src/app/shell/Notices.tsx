import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { isRefusal } from '../api/client.ts'
import { liveJobsQuery } from '../api/jobs.ts'
import { reloadWithInput } from '../api/kept-input.ts'
import { clockTime } from '../format.ts'
import { useMissingPart } from '../ui/load-part.ts'
import classes from './Notices.module.css'
import { words } from './words.ts'

/** So many polls in a row have to fail before the page says more than its quiet line. */
const FAILED_POLLS = 3

/** Under the header, on every page: a part of the app that could not be loaded, a server that is away. */
export function Notices() {
  const missing = useMissingPart()
  const away = useAway()
  const box = useRef<HTMLDivElement>(null)
  // What sticks under the header makes room.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--app-notices', `${element.offsetHeight}px`),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} role="status" className={classes.notices}>
      {missing && (
        <div className={classes.notice} data-tone="busy">
          <p>
            {missing === 'gone' ? (
              <b>{words.newVersion}</b>
            ) : (
              <>
                <b>{words.noPart}</b>
                {words.noPartMeans}
              </>
            )}
          </p>
          {missing === 'gone' && (
            <Button size="compact-sm" onClick={reloadWithInput}>
              {words.reload}
            </Button>
          )}
        </div>
      )}
      {away && (
        <p className={classes.notice} data-tone="warn">
          <span>
            <b>{words.away}</b>
            {away.asOf > 0 && words.awaySince(clockTime(away.asOf))}
            {words.awayMeans}
          </span>
        </p>
      )}
    </div>
  )
}

/** Since when there was no answer, once some polls in a row have failed without one. */
function useAway(): { asOf: number } | null {
  const { dataUpdatedAt, errorUpdateCount, error, isSuccess } = useQuery(liveJobsQuery)
  const [failedBefore, setFailedBefore] = useState(0)
  const answered = isSuccess || isRefusal(error)
  if (answered && failedBefore !== errorUpdateCount) setFailedBefore(errorUpdateCount)
  return errorUpdateCount - failedBefore >= FAILED_POLLS ? { asOf: dataUpdatedAt } : null
}
