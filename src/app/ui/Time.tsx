import { ago, localTime, utcTime } from '../format.ts'
import { useNow } from './use-now.ts'

/** A moment in local time, in UTC on hover and to machines. */
export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={utcTime(at)}>
      {localTime(at)}
    </time>
  )
}

/** A moment as its distance from now, moving on by itself; local time and UTC on hover. */
export function TimeAgo({ at }: { at: number }) {
  const text = useNow((now) => ago(now - at))
  return (
    <time dateTime={new Date(at).toISOString()} title={`${localTime(at)} · ${utcTime(at)}`}>
      {text}
    </time>
  )
}
