import { Checkbox } from '@mantine/core'
import { plural } from '../../format.ts'
import { Id } from '../../ui/Id.tsx'
import { FixedRows } from '../../ui/table/FixedRows.tsx'
import classes from './UndoPage.module.css'
import type { UnprovenPair } from './undo-words.ts'

const VIEWPORT = 240
const ROW = 68

/** The key of an unproven pair in the set of ticked pairs. */
export const keyOf = ({ image, project }: UnprovenPair) => `${image.id} ${project.id}`

/**
 * Pairs of which nobody knows whether this job changed them. They are left alone unless they are ticked, one
 * by one or all at once. Shows nothing when there are none.
 */
export function UndoUnproven(props: {
  pairs: readonly UnprovenPair[]
  ticked: ReadonlySet<string>
  onChange: (ticked: ReadonlySet<string>) => void
}) {
  const { pairs, ticked } = props
  if (pairs.length === 0) return null
  const all = ticked.size === pairs.length
  const tick = (key: string) => {
    const next = new Set(ticked)
    if (!next.delete(key)) next.add(key)
    props.onChange(next)
  }
  return (
    <section className={classes.unproven} aria-labelledby="unproven">
      <h2 id="unproven">Not proven to be this job’s doing</h2>
      <p className={classes.hint}>
        {plural(pairs.length, 'pair')}: a call broke off without an answer, or the membership has changed
        since. A colleague may have made {pairs.length === 1 ? 'it' : 'them'} so. Ticked pairs are changed
        back, all others stay.
      </p>
      <Checkbox
        label={`All ${plural(pairs.length, 'unproven pair')}`}
        checked={all}
        indeterminate={ticked.size > 0 && !all}
        onChange={() => props.onChange(new Set(all ? [] : pairs.map(keyOf)))}
      />
      <FixedRows
        label="Unproven pairs"
        count={pairs.length}
        rowHeight={ROW}
        viewport={VIEWPORT}
        keyOf={(at) => (pairs[at] ? keyOf(pairs[at]) : at)}
        row={(at) => {
          const pair = pairs[at]
          if (!pair) return null
          const { image, project } = pair
          return (
            <label className={classes.tick}>
              <input type="checkbox" checked={ticked.has(keyOf(pair))} onChange={() => tick(keyOf(pair))} />
              <span>
                {image.name || image.id} → {project.name || 'name unknown'}
                <Id id={project.id} />
              </span>
            </label>
          )
        }}
      />
    </section>
  )
}
