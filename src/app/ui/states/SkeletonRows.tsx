import classes from './SkeletonRows.module.css'

/** Placeholders for rows that are being loaded; `height` in px. */
export function SkeletonRows({ label, rows, height }: { label: string; rows: number; height: number }) {
  return (
    <div role="status" aria-label={label} className={classes.rows}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} style={{ height }} />
      ))}
    </div>
  )
}
