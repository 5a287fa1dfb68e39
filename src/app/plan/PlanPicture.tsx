import { useMemo } from 'react'
import { outcomeAt } from '#contract/pair'
import { firstTimers, type Plan } from '#contract/plan'
import { plural } from '../format.ts'
import { type Grid, PairPicture } from '../picture/PairPicture.tsx'
import { outcomeLook } from './outcome-words.ts'

/** The pair picture of a plan: what becomes of each pair. */
export function PlanPicture({ plan }: { plan: Plan }) {
  const grid = useMemo((): Grid => {
    const first = new Set(firstTimers(plan))
    const lookOf = (letter: string) => outcomeLook(plan.action, outcomeAt(letter, 0))
    return {
      rows: plan.images,
      columns: plan.projects.map(({ id, name }, at) => ({ id, name, isNew: first.has(at) })),
      letters: plan.images.map(({ outcomes }) => outcomes),
      textureOf: (letter) => lookOf(letter).texture,
      wordOf: (letter) => lookOf(letter).word,
    }
  }, [plan])
  return (
    <PairPicture
      grid={grid}
      label={`Picture of ${plural(plan.images.length, 'image')} × ${plural(plan.projects.length, 'project')}. Arrow keys go from pair to pair; the table below tells the same.`}
    />
  )
}
