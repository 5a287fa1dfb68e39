import { useState } from 'react'
import { itemAt } from '#contract/item-at'
import { type OwnerAction, outcomeAt } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { publicAddress } from '../../base-path.ts'
import { planAddress } from '../../plan/plan-address.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from '../ShareForm.module.css'
import { planWords } from '../words.ts'

/** The plan as an address for a colleague: the same images, projects and reason, to be looked at and confirmed there. */
export function PlanLink({
  action,
  plan,
  reason,
}: {
  action: OwnerAction
  plan: Plan
  reason: () => string
}) {
  const [tooLarge, setTooLarge] = useState(false)
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  const link = () => {
    const address = planAddress({
      ...{ images: ids(plan.images), projects: ids(plan.projects), reason: reason().trim() },
      isLeftOut: ({ image, project }) =>
        outcomeAt(itemAt(plan.images, image).outcomes, project) === 'notAsked',
    })
    setTooLarge(address === null)
    if (address === null) return null
    const search = Object.entries(address).filter((entry): entry is [string, string] => Boolean(entry[1]))
    return `${publicAddress()}/${action === 'share' ? 'share' : 'stop'}?${new URLSearchParams(search)}`
  }
  return (
    <div>
      <CopyButton label={planWords.copyLink} text={link} />
      <p role="status" className={classes.hint}>
        {tooLarge && planWords.tooLarge}
      </p>
    </div>
  )
}
