import classes from './ProgressBar.module.css'

/** A part of a bar: its number, and what its pairs look like in the picture. */
export type Segment = {
  value: number
  look: 'failed' | 'confirmed' | 'removed' | 'there' | 'impossible' | 'sent' | 'claimed'
}

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
  // What is sent has no result yet.
  const done = props.segments.reduce((sum, { value, look }) => (look === 'sent' ? sum : sum + value), 0)
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
      {props.segments.map(({ value, look }) => (
        <div
          key={look}
          className={classes.segment}
          data-look={look}
          style={{ width: `${props.total === 0 ? 0 : (value / props.total) * 100}%` }}
        />
      ))}
    </div>
  )
}
