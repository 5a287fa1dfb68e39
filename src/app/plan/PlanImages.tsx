import { useMediaQuery } from '@mantine/hooks'
import { countGroups } from '#contract/pair'
import type { Plan, PlanImage } from '#contract/plan'
import { count } from '../format.ts'
import { FixedRows } from '../ui/table/FixedRows.tsx'
import { imageNote } from './image-note.ts'
import { GROUP_LOOK, GROUPS } from './outcome-words.ts'
import classes from './PlanDetail.module.css'

const VIEWPORT = 336

/** Image by image: how many pairs of each group of outcomes, the places left, and what the operator should know. */
export function PlanImages({ plan }: { plan: Plan }) {
  const wide = useMediaQuery('(min-width: 48em)', true)
  const counts = countGroups(plan)
  const groups = GROUPS.filter((group) => counts[group] > 0)
  return (
    <FixedRows
      label="Images of the plan"
      tableLabel="Plan by image"
      className={`${classes.table} ${classes.images}`}
      columns={['Image', ...groups.map((group) => GROUP_LOOK[plan.action][group].word)]}
      count={plan.images.length}
      rowHeight={wide ? 56 : 88}
      viewport={VIEWPORT}
      keyOf={(at) => plan.images[at]?.id ?? at}
      row={(at) => {
        const image = plan.images[at]
        const own = image && countGroups({ action: plan.action, images: [image] })
        return (
          own && (
            <>
              <ImageCell plan={plan} image={image} />
              {groups.map((group) => (
                <td key={group} className={classes.number} data-label={GROUP_LOOK[plan.action][group].word}>
                  {count(own[group])}
                </td>
              ))}
            </>
          )
        )
      }}
    />
  )
}

function ImageCell({ plan, image }: { plan: Plan; image: PlanImage }) {
  const { text, tone } = imageNote(plan, image)
  return (
    <td>
      <span className={classes.name} translate="no">
        {image.name || image.id}
      </span>
      <span className={classes.note} data-tone={tone} title={text}>
        {text}
      </span>
    </td>
  )
}
