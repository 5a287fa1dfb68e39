import { countGroups } from '#contract/pair'
import type { Plan, PlanImage } from '#contract/plan'
import { count } from '../format.ts'
import { LongRows } from '../ui/table/LongRows.tsx'
import { imageNote, placesOf } from './image-note.ts'
import { GROUP_WORD, GROUPS } from './outcome-words.ts'
import classes from './PlanDetail.module.css'

const FOLDED = 12

/** Image by image: how many pairs of each group of outcomes, the places afterwards, and what the operator should know. */
export function PlanImages({ plan }: { plan: Plan }) {
  const counts = countGroups(plan)
  const groups = GROUPS.filter((group) => counts[group] > 0)
  return (
    <LongRows
      label="Images of the plan"
      tableLabel="Plan by image"
      className={`${classes.table} ${classes.images}`}
      columns={['Image', ...groups.map((group) => GROUP_WORD[plan.action][group]), 'places after this']}
      count={plan.images.length}
      estimate={36}
      noun="image"
      folded={FOLDED}
      keyOf={(at) => plan.images[at]?.id ?? at}
      row={(at) => {
        const image = plan.images[at]
        const own = image && countGroups({ action: plan.action, images: [image] })
        const note = image && imageNote(plan, image)
        return (
          own && (
            <>
              <td className={classes.name} translate="no">
                {image.name || image.id}
              </td>
              {groups.map((group) => (
                <td
                  key={group}
                  className={classes.number}
                  data-label={GROUP_WORD[plan.action][group]}
                  data-none={own[group] === 0 || undefined}
                >
                  {count(own[group])}
                </td>
              ))}
              <td className={classes.places}>
                <Places plan={plan} image={image} />
                {note && (
                  <span className={classes.note} data-tone={note.tone}>
                    {note.text}
                  </span>
                )}
              </td>
            </>
          )
        )
      }}
    />
  )
}

/** How full the image is, before in grey and with this in ink; nothing when nobody knows. */
function Places({ plan, image }: { plan: Plan; image: PlanImage }) {
  const places = placesOf(plan, image)
  if (!places) return null
  const { stay, change, after, allowed } = places
  const share = (part: number) => ({ width: `${(part / Math.max(1, allowed)) * 100}%` })
  return (
    <span className={classes.room}>
      <span className={classes.bar} data-action={plan.action} aria-hidden>
        <span style={share(stay)} />
        <span style={share(change)} />
      </span>
      <span data-tone={after > allowed * 0.9 ? 'warn' : undefined}>
        {count(after)} of {count(allowed)}
      </span>
    </span>
  )
}
