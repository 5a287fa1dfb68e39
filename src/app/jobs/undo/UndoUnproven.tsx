import { Checkbox } from '@mantine/core'
import { outcomeAt } from '#contract/pair'
import type { Plan, PlanImage, PlanProject } from '#contract/plan'
import { Id } from '../../ui/Id.tsx'
import { LongRows } from '../../ui/table/LongRows.tsx'
import classes from './UndoPage.module.css'
import { undoWords } from './words.ts'

const ROW = 68
const FOLDED = 5

/** A pair that is as its job wants it, after a call of which nobody knows how it ended. */
type UnprovenPair = { image: PlanImage; project: PlanProject }

/** The unproven pairs of an undo's plan, in the order of its picture. */
export const unprovenPairs = ({ images, projects }: Plan): UnprovenPair[] =>
  images.flatMap((image) =>
    projects.flatMap((project, at) =>
      outcomeAt(image.outcomes, at) === 'unproven' ? [{ image, project }] : [],
    ),
  )

/** The pair in one line: the groups of its ID are no words of their own. */
const nameOf = ({ image, project }: UnprovenPair) =>
  `${image.name || image.id} → ${project.name || undoWords.nameUnknown} ${project.id}`

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
      <h2 id="unproven">{undoWords.unproven}</h2>
      <p className={classes.hint}>{undoWords.unprovenMeans(pairs.length)}</p>
      <Checkbox
        label={undoWords.allUnproven(pairs.length)}
        checked={all}
        indeterminate={ticked.size > 0 && !all}
        onChange={() => props.onChange(new Set(all ? [] : pairs.map(keyOf)))}
      />
      <LongRows
        label={undoWords.unprovenPairs}
        count={pairs.length}
        estimate={ROW}
        noun="pair"
        folded={FOLDED}
        keyOf={(at) => (pairs[at] ? keyOf(pairs[at]) : at)}
        row={(at) => {
          const pair = pairs[at]
          if (!pair) return null
          const { image, project } = pair
          return (
            <label className={classes.tick}>
              <input
                type="checkbox"
                aria-label={nameOf(pair)}
                checked={ticked.has(keyOf(pair))}
                onChange={() => tick(keyOf(pair))}
              />
              <span>
                <span translate="no">{image.name || image.id}</span> →{' '}
                {project.name ? <span translate="no">{project.name}</span> : undoWords.nameUnknown}
                <Id id={project.id} />
              </span>
            </label>
          )
        }}
      />
    </section>
  )
}
