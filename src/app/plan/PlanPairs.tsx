import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import type { PlannedOutcome } from '#contract/pair'
import type { Keeper, Plan } from '#contract/plan'
import { count } from '../format.ts'
import { Id } from '../ui/Id.tsx'
import { useFixedWindow } from '../ui/table/use-fixed-window.ts'
import { outcomeLook, outcomesOf } from './outcome-words.ts'
import classes from './PlanDetail.module.css'
import { pairsOf } from './plan-pairs.ts'

const VIEWPORT = 312

/** Which job wants a pair as it is, by the pair's position in the picture. */
const keepersByPair = ({ undo, projects }: Plan): ReadonlyMap<number, Keeper> =>
  new Map(
    (undo?.keepers ?? []).flatMap(({ image, project, job }) => {
      const keeper = undo?.jobs[job]
      return keeper ? [[image * projects.length + project, keeper] as const] : []
    }),
  )

const keeperText = (keeper: Keeper | undefined) =>
  keeper ? `${keeper.user}: ${keeper.reason || 'no reason given'}` : ''

/** The pairs by what becomes of them, one outcome at a time: the picture in words. */
export function PlanPairs({ plan }: { plan: Plan }) {
  const planned = useMemo(() => outcomesOf(plan), [plan])
  const [chosen, setChosen] = useState<PlannedOutcome | null>(null)
  const { outcome = 'absent' } = planned.find((one) => one.outcome === chosen) ?? planned[0] ?? {}
  const pairs = useMemo(() => pairsOf(plan, outcome), [plan, outcome])
  const wide = useMediaQuery('(min-width: 48em)', true)
  const keepers = useMemo(() => (outcome === 'wantedByJob' ? keepersByPair(plan) : null), [plan, outcome])
  const rowHeight = wide ? 52 : keepers ? 104 : 84
  const scroller = useRef<HTMLElement>(null)
  const view = useFixedWindow(scroller, { count: pairs.length, rowHeight, viewport: VIEWPORT })
  return (
    <div className={classes.pairs}>
      <ul className={classes.chips} aria-label="Pairs by outcome">
        {planned.map((one) => (
          <li key={one.outcome}>
            <button
              type="button"
              className={classes.chip}
              aria-pressed={one.outcome === outcome}
              onClick={() => setChosen(one.outcome)}
            >
              {outcomeLook(plan.action, one.outcome).word} <b>{count(one.pairs)}</b>
            </button>
          </li>
        ))}
      </ul>
      <section
        ref={scroller}
        className={classes.scroller}
        style={{ maxHeight: VIEWPORT }}
        onScroll={view.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label={`Pairs: ${outcomeLook(plan.action, outcome).word}`}
      >
        <table
          className={keepers ? `${classes.table} ${classes.kept}` : classes.table}
          aria-rowcount={pairs.length + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">Image</th>
              <th scope="col">Project</th>
              {keepers && <th scope="col">Wanted by</th>}
            </tr>
          </thead>
          <tbody style={{ height: view.height }}>
            {view.rows.map((at) => {
              const pair = pairs[at] ?? 0
              const image = plan.images[Math.floor(pair / plan.projects.length)]
              const project = plan.projects[pair % plan.projects.length]
              return (
                <tr
                  key={pair}
                  aria-rowindex={at + 2}
                  style={{ height: rowHeight, transform: `translateY(${at * rowHeight}px)` }}
                >
                  <td>
                    <span className={classes.name}>{image?.name || 'name unknown'}</span>
                    <Id id={image?.id ?? ''} />
                  </td>
                  <td>
                    <span className={classes.name}>{project?.name || 'name unknown'}</span>
                    <Id id={project?.id ?? ''} />
                  </td>
                  {keepers && <td className={classes.keeper}>{keeperText(keepers.get(pair))}</td>}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}
