import { useMediaQuery } from '@mantine/hooks'
import { useRef } from 'react'
import { countGroups } from '#contract/pair'
import type { Plan, PlanImage } from '#contract/plan'
import { count } from '../format.ts'
import { useFixedWindow } from '../ui/table/use-fixed-window.ts'
import { imageNote } from './image-note.ts'
import { GROUP_LOOK, GROUPS } from './outcome-words.ts'
import classes from './PlanDetail.module.css'

const VIEWPORT = 336

/** Image by image: how many pairs of each group of outcomes, the places left, and what the operator should know. */
export function PlanImages({ plan }: { plan: Plan }) {
  const wide = useMediaQuery('(min-width: 48em)', true)
  const rowHeight = wide ? 56 : 88
  const scroller = useRef<HTMLElement>(null)
  const view = useFixedWindow(scroller, { count: plan.images.length, rowHeight, viewport: VIEWPORT })
  const counts = countGroups(plan)
  const groups = GROUPS.filter((group) => counts[group] > 0)
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight: VIEWPORT }}
      onScroll={view.onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
      tabIndex={0}
      aria-label="Images of the plan"
    >
      <table
        className={`${classes.table} ${classes.images}`}
        aria-rowcount={plan.images.length + 1}
        aria-label="Plan by image"
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Image</th>
            {groups.map((group) => (
              <th key={group} scope="col" className={classes.number}>
                {GROUP_LOOK[plan.action][group].word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: view.height }}>
          {view.rows.map((at) => {
            const image = plan.images[at]
            const own = image && countGroups({ action: plan.action, images: [image] })
            return (
              own && (
                <tr
                  key={image.id}
                  aria-rowindex={at + 2}
                  style={{ height: rowHeight, transform: `translateY(${at * rowHeight}px)` }}
                >
                  <ImageCell plan={plan} image={image} />
                  {groups.map((group) => (
                    <td
                      key={group}
                      className={classes.number}
                      data-label={GROUP_LOOK[plan.action][group].word}
                    >
                      {count(own[group])}
                    </td>
                  ))}
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function ImageCell({ plan, image }: { plan: Plan; image: PlanImage }) {
  const { text, tone } = imageNote(plan, image)
  return (
    <td>
      <span className={classes.name}>{image.name || image.id}</span>
      <span className={classes.note} data-tone={tone} title={text}>
        {text}
      </span>
    </td>
  )
}
