import type { OwnerAction } from '#contract/job'
import { type Cell, fateOf, isSent, type Plan, type PlanProject } from '#contract/plan'
import type { Recipient } from '#contract/recipient'
import type { Position } from '../store/runs.ts'
import type { Undoable } from '../store/undo.ts'
import { cellsOf, type ImageReading } from './cells.ts'
import { describeImage } from './make-plan.ts'

/**
 * The plan of undoing a job: exactly the pairs that it changed, each judged by what the members show now. Left alone
 * are pairs that a later job asked for as well, and shares that were taken away and made anew since. A recipient's
 * answer is its own affair and changes nothing. What it makes idle is still to be added. `images`: one reading for each image with done pairs, in any order.
 */
export function makeUndoPlan(o: {
  job: Undoable & { action: OwnerAction }
  owner: string
  images: readonly ImageReading[]
  known: ReadonlyMap<string, Recipient>
  grantsPerKey: number | null
}): Omit<Plan, 'fingerprint'> {
  const { job, owner, known, grantsPerKey } = o
  const action = job.action === 'share' ? 'unshare' : 'share'
  const positions = [...new Set(job.done.map(({ project }) => project))].sort((a, b) => a - b)
  const projects = positions.map((at): PlanProject => {
    const { id = '', name = '' } = job.projects[at] ?? {}
    const now = known.get(id)
    return {
      id,
      name: now?.name || name,
      accountId: now?.accountId ?? '',
      seen: [...(now?.sources ?? ['history'])],
    }
  })
  const columnOf = new Map(positions.map((position, column) => [position, column]))
  const doneOf = new Map<string, Undoable['done']>()
  for (const pair of job.done) {
    const id = job.images[pair.image]?.id ?? ''
    const pairs = doneOf.get(id)
    if (pairs) pairs.push(pair)
    else doneOf.set(id, [pair])
  }
  const images = o.images.map((image) => {
    const mine = doneOf.get(image.id) ?? []
    const there = mine.map(
      ({ project }) => projects[columnOf.get(project) ?? -1] ?? { id: '', accountId: '' },
    )
    const now = cellsOf(action, image, there, owner)
    const cells = new Array<Cell>(projects.length).fill(' ')
    for (const [at, pair] of mine.entries())
      cells[columnOf.get(pair.project) ?? -1] = cellOf(
        pair,
        (now[at] ?? 'u') as Cell,
        action,
        image,
        there[at]?.id,
      )
    return {
      ...describeImage({ action, grantsPerKey }, image, projects),
      cells: cells.join(''),
      pointsAt: [],
      strangers: [],
    }
  })
  return { action, images, projects, idleGrants: [] }
}

function cellOf(
  pair: Undoable['done'][number],
  now: Cell,
  action: Plan['action'],
  { members }: ImageReading,
  project = '',
): Cell {
  if (!isSent(fateOf(action, now))) return now
  if (pair.later) return 'l'
  const since = 'byProject' in members ? (members.byProject.get(project)?.since ?? null) : null
  const anew =
    action === 'unshare' && pair.memberSince !== null && since !== null && since !== pair.memberSince
  return anew ? 'c' : now
}

/** The pairs that a plan changes, over only those images and projects that have some. */
export function changesOf(plan: Plan): {
  images: Plan['images']
  projects: PlanProject[]
  pairs: Position[]
} {
  const changes = (cells: string, column: number) => isSent(fateOf(plan.action, cells[column] ?? ' '))
  const columns = [...plan.projects.keys()].filter((column) =>
    plan.images.some(({ cells }) => changes(cells, column)),
  )
  const images = plan.images.filter(({ cells }) => columns.some((column) => changes(cells, column)))
  const pairs = images.flatMap(({ cells }, image) =>
    columns.flatMap((column, project) => (changes(cells, column) ? [{ image, project }] : [])),
  )
  return { images, projects: columns.flatMap((column) => plan.projects[column] ?? []), pairs }
}
