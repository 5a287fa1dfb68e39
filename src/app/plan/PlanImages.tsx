import { useMediaQuery } from '@mantine/hooks'
import { countFates, type Plan, type PlanImage } from '#contract/plan'
import { count } from '../format.ts'
import { FixedRows } from '../ui/table/FixedRows.tsx'
import { imageNote } from './image-note.ts'
import classes from './PlanDetail.module.css'
import { FATE, FATES } from './plan-words.ts'

const VIEWPORT = 336

/** Image by image: how many pairs of each fate, the places left, and what the operator should know. */
export function PlanImages({ plan }: { plan: Plan }) {
  const wide = useMediaQuery('(min-width: 48em)', true)
  const counts = countFates(plan)
  const fates = FATES.filter((fate) => counts[fate] > 0)
  return (
    <FixedRows
      label="Images of the plan"
      tableLabel="Plan by image"
      className={`${classes.table} ${classes.images}`}
      columns={['Image', ...fates.map((fate) => FATE[plan.action][fate].word)]}
      count={plan.images.length}
      rowHeight={wide ? 56 : 88}
      viewport={VIEWPORT}
      keyOf={(at) => plan.images[at]?.id ?? at}
      row={(at) => {
        const image = plan.images[at]
        const own = image && countFates({ action: plan.action, images: [image] })
        return (
          own && (
            <>
              <ImageCell plan={plan} image={image} />
              {fates.map((fate) => (
                <td key={fate} className={classes.number} data-label={FATE[plan.action][fate].word}>
                  {count(own[fate])}
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
      <span className={classes.name}>{image.name || image.id}</span>
      <span className={classes.note} data-tone={tone} title={text}>
        {text}
      </span>
    </td>
  )
}
