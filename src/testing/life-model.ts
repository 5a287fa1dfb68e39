import type { OwnerAction } from '#contract/pair'

/*
 * What the life of shares must come to, as a model: each pair has a line of what happened to it, in order, and what it is
 * to be follows from playing that line again without what was withdrawn. Nothing here is shared with the gateway.
 */

/** One event of a pair: a job made it so or found it so (`job`: its position), or somebody past the console did (null). */
type Event = { job: number | null; present: boolean }

export type ModelPair = {
  /** As it is at the cloud. */
  present: boolean
  /** Whose doing that is, in truth. */
  lastActor: 'console' | 'colleague'
  /** How the console left it; null while it never saw it. */
  left: boolean | null
  events: Event[]
  /** The console's last change of it is not proven to be the console's. */
  isUnproven: boolean
  /** A colleague has taken it away and given it anew, so that only its age differs. */
  isAnew: boolean
}

export type ModelJob = {
  action: OwnerAction
  /** Of an undo: the position of the job whose wishes it withdraws or restores, and of the one that it undoes. */
  undo: { root: number; of: number; withdraws: boolean } | null
  done: Set<string>
  unchanged: Set<string>
  bad: Set<string>
  withdrawn: Set<string>
  /** The undo that withdrew or restored a wish last. */
  lastUndo: Map<string, number>
}

export type Model = { pairs: Map<string, ModelPair>; jobs: ModelJob[] }

export const createModel = (): Model => ({ pairs: new Map(), jobs: [] })

export const createJob = (action: OwnerAction, undo: ModelJob['undo'] = null): ModelJob => ({
  action,
  undo,
  done: new Set(),
  unchanged: new Set(),
  bad: new Set(),
  withdrawn: new Set(),
  lastUndo: new Map(),
})

export const wants = (job: ModelJob | undefined): boolean => job?.action === 'share'

export function pairOf({ pairs }: Model, name: string): ModelPair {
  const known = pairs.get(name)
  if (known) return known
  const pair: ModelPair = {
    present: false,
    lastActor: 'console',
    left: null,
    events: [],
    isUnproven: false,
    isAnew: false,
  }
  pairs.set(name, pair)
  return pair
}

/** Somebody past the console makes a pair so. */
export function actOutside(model: Model, name: string, present: boolean): void {
  const pair = pairOf(model, name)
  if (pair.present === present) return
  if (present && pair.left === true) pair.isAnew = true
  pair.present = present
  pair.lastActor = 'colleague'
}

/** The pairs that a colleague has changed last, and whether they are there. */
export const pairsOfColleague = (model: Model) =>
  [...model.pairs]
    .filter(([, { lastActor }]) => lastActor === 'colleague')
    .map(([name, { present }]) => [name, present] as const)

/** A job of the console reads a pair: what it finds otherwise than the console left it is somebody else's doing. */
export function observe(pair: ModelPair): void {
  if (pair.left === pair.present) return
  pair.events.push({ job: null, present: pair.present })
  pair.left = pair.present
  pair.isUnproven = false
  pair.isAnew = false
}

/** What came of a pair of a job that has just observed it: it did it, found it as wanted, or neither. */
export function settle(model: Model, at: number, name: string, result: 'done' | 'unchanged' | 'bad'): void {
  const job = model.jobs[at]
  if (!job) return
  const pair = pairOf(model, name)
  for (const other of [job.done, job.unchanged, job.bad]) other.delete(name)
  job[result].add(name)
  if (result === 'bad') return
  if (!job.undo) pair.events.push({ job: at, present: wants(job) })
  else toggle(model, at, name)
  pair.left = wants(job)
  if (result === 'done') pair.isUnproven = pair.isAnew = false
}

/** Withdraws or restores the wish of the job that an undo is about. */
export function toggle(model: Model, undo: number, name: string): void {
  const { root = 0, withdraws = true } = model.jobs[undo]?.undo ?? {}
  const job = model.jobs[root]
  if (!job || job.withdrawn.has(name) === withdraws) return
  if (withdraws) job.withdrawn.add(name)
  else job.withdrawn.delete(name)
  job.lastUndo.set(name, undo)
}

/** How a pair is to be when what it went through is played again; `except`: a wish taken the other way round. */
function replay(
  model: Model,
  pair: ModelPair,
  name: string,
  except: { job: number; counts: boolean },
): boolean {
  let present = false
  for (const event of pair.events) {
    const counts =
      event.job === null ||
      (event.job === except.job ? except.counts : !model.jobs[event.job]?.withdrawn.has(name))
    if (counts) present = event.present
  }
  return present
}

/** What the undo of a job has to do: pairs to be changed back, pairs that it finds so, and wishes that just go. */
export type ModelUndo = {
  undo: NonNullable<ModelJob['undo']>
  change: string[]
  found: string[]
  atOnce: string[]
  /** Left alone until the operator ticks them. */
  unproven: string[]
}

/** `isOpen`: a job that has still to see to the pair, whose wish comes last. `tellsAge`: the cloud tells since when. */
export function planUndo(
  model: Model,
  of: number,
  { isOpen, tellsAge }: { isOpen: (name: string) => boolean; tellsAge: boolean },
): ModelUndo {
  const undone = model.jobs[of]?.undo
  const root = undone?.root ?? of
  const withdraws = undone ? !undone.withdraws : true
  const job = model.jobs[root]
  if (!job) throw new Error('no such job')
  const wanted = !wants(model.jobs[of])
  const plan: ModelUndo = { undo: { root, of, withdraws }, change: [], found: [], atOnce: [], unproven: [] }
  const wishes = [...job.done, ...job.unchanged]
  for (const name of undone ? wishes.filter((one) => job.lastUndo.get(one) === of) : wishes) {
    const kind = kindOf(model, name, { root, withdraws, wanted, isOpen: isOpen(name), tellsAge })
    const isGone = withdraws && job.withdrawn.has(name)
    if (kind === null || (isGone && kind !== 'change' && kind !== 'unproven')) continue
    plan[kind].push(name)
  }
  return plan
}

/**
 * Which of a job's failed pairs another attempt is about. Of an undo only those that it would still have to see to:
 * what a later job wants as it is now is left to that job.
 */
export function stillToDo(model: Model, at: number, o: { tellsAge: boolean }): (name: string) => boolean {
  const undo = model.jobs[at]?.undo
  if (!undo) return () => true
  const { change, found, unproven } = planUndo(model, undo.of, { ...o, isOpen: () => false })
  return (name) => [...change, ...found, ...unproven].includes(name)
}

function kindOf(
  model: Model,
  name: string,
  o: { root: number; withdraws: boolean; wanted: boolean; isOpen: boolean; tellsAge: boolean },
): Exclude<keyof ModelUndo, 'undo'> | null {
  const pair = pairOf(model, name)
  const mine = pair.events.findLastIndex(({ job }) => job === o.root)
  if (pair.events.slice(mine).some(({ job }) => job === null)) return null
  if (o.isOpen) return 'atOnce'
  if (pair.present !== pair.left) return pair.present === o.wanted ? 'found' : 'atOnce'
  const target = replay(model, pair, name, { job: o.root, counts: !o.withdraws })
  if (target === pair.present || target !== o.wanted) return 'atOnce'
  if (pair.isAnew && o.tellsAge) return 'atOnce'
  return pair.isUnproven ? 'unproven' : 'change'
}
