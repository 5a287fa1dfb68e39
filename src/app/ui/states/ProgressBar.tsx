import classes from './ProgressBar.module.css'

/** A part of a bar: its number, and its tone. */
export type Segment = { value: number; tone: 'good' | 'bad' | 'warn' | 'idle' }

/**
 * A progress bar. `text` tells screen readers the same as the bar ("312 of 480 pairs, 3 failed"). Segments
 * appear in the given order.
 */
export function ProgressBar(props: {
  label: string
  total: number
  text: string
  segments: readonly Segment[]
}) {
  const done = props.segments.reduce((sum, segment) => sum + segment.value, 0)
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.total}
      aria-valuenow={done}
      aria-valuetext={props.text}
    >
      {props.segments.map(({ value, tone }) => (
        <div
          key={tone}
          className={classes.segment}
          data-tone={tone}
          style={{ width: `${props.total === 0 ? 0 : (value / props.total) * 100}%` }}
        />
      ))}
    </div>
  )
}
