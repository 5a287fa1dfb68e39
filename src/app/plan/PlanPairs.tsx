import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import { useMemo, useState } from 'react'
import { itemAt } from '#contract/item-at'
import type { PlannedOutcome } from '#contract/pair'
import type { Keeper, Plan } from '#contract/plan'
import { count } from '../format.ts'
import { Id } from '../ui/Id.tsx'
import { LongRows } from '../ui/table/LongRows.tsx'
import { outcomeLook, outcomesOf } from './outcome-words.ts'
import classes from './PlanDetail.module.css'
import { pairsOf } from './plan-pairs.ts'

const FOLDED = 8

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

/** The pairs by what becomes of them, one outcome at a time: the picture in words. `isOpen`: from the start. */
export function PlanPairs({ plan, isOpen }: { plan: Plan; isOpen: boolean }) {
  const [open, setOpen] = useState(isOpen)
  const planned = useMemo(() => outcomesOf(plan), [plan])
  const [chosen, setChosen] = useState<PlannedOutcome | null>(null)
  const { outcome = 'absent' } = planned.find((one) => one.outcome === chosen) ?? planned[0] ?? {}
  return (
    <div className={classes.pairs}>
      {!isOpen && (
        <button type="button" className={classes.open} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronDown size={16} aria-hidden />
          {open ? 'Close the list' : 'Every pair as a list'}
        </button>
      )}
      {open && (
        <>
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
          <PairList plan={plan} outcome={outcome} />
        </>
      )}
    </div>
  )
}

function PairList({ plan, outcome }: { plan: Plan; outcome: PlannedOutcome }) {
  const pairs = useMemo(() => pairsOf(plan, outcome), [plan, outcome])
  const keepers = useMemo(() => (outcome === 'wantedByJob' ? keepersByPair(plan) : null), [plan, outcome])
  return (
    <LongRows
      label={`Pairs: ${outcomeLook(plan.action, outcome).word}`}
      className={keepers ? `${classes.table} ${classes.kept}` : classes.table}
      columns={keepers ? ['Image', 'Project', 'Wanted by'] : ['Image', 'Project']}
      count={pairs.length}
      estimate={52}
      noun="pair"
      folded={FOLDED}
      keyOf={(at) => itemAt(pairs, at)}
      row={(at) => {
        const pair = itemAt(pairs, at)
        return (
          <>
            <Named of={itemAt(plan.images, Math.floor(pair / plan.projects.length))} />
            <Named of={itemAt(plan.projects, pair % plan.projects.length)} />
            {keepers && <td className={classes.keeper}>{keeperText(keepers.get(pair))}</td>}
          </>
        )
      }}
    />
  )
}

function Named({ of }: { of: { id: string; name: string } }) {
  return (
    <td className={classes.pair}>
      <span className={classes.name} translate={of.name ? 'no' : undefined}>
        {of.name || 'name unknown'}
      </span>
      <Id id={of.id} />
    </td>
  )
}
