import type { Image } from '#contract/image'
import { isAnswer } from '#contract/job'
import { mayBeSent, outcomeAt } from '#contract/pair'
import type { Access } from '../../access/access.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import { CloudFailure, type Driver, type Identity } from '../../cloud/driver.ts'
import { type KeyReading, readKey } from '../../cloud/read-key.ts'
import type { Members } from '../../cloud/read-members.ts'
import type { RunStore } from '../../store/runs/run-store.ts'
import type { RunJob, RunPair } from '../model/run.ts'
import { type Candidate, planOutcomes, refusalOf } from '../plan/planned-outcomes.ts'
import { readingOf, settle } from '../settle.ts'
import type { OpenPairs } from './open-pairs.ts'
import { isTransient, MAX_TRIES } from './transient-failure.ts'

export type ReadTools = {
  job: RunJob
  pairs: OpenPairs
  driver: Driver
  runs: RunStore
  access: Access
  cloudCache: CloudCache
  signal: AbortSignal
}

/**
 * `ready`: images whose open pairs may be sent. `withVault`: those of them that need the job's vault, and so
 * a call of their own, as a call has one vault for all. `failures`: why other images could not be read for
 * now.
 */
export type ReadRound = { ready: number[]; withVault: number[]; failures: CloudFailure[] }

/**
 * Makes the part of a job's round that reads members and settles what they show. Impossible pairs are refused
 * here, with the cloud's code, and never sent. An image that stays unreadable fails by itself.
 */
export function createReader(tools: ReadTools): (who: Identity, images: number[]) => Promise<ReadRound> {
  const { job, pairs, runs } = tools
  const tries = new Map<number, number>()

  const postponed = (image: number, failure: CloudFailure) => {
    if (!isTransient(failure, 'read')) return false
    const tried = (tries.get(image) ?? 0) + 1
    if (failure.status !== 0 && failure.status !== 401) tries.set(image, tried)
    return tried < MAX_TRIES
  }

  return async (who, images) => {
    const round: ReadRound = { ready: [], withVault: [], failures: [] }
    const settled: RunPair[] = []
    const ids = images.map((at) => job.images[at] ?? '')
    const toSend: { image: number; members: Members }[] = []
    for (const [at, members] of (await tools.access.readFor(job.action, who, ids, tools.signal)).entries()) {
      const image = images[at] ?? 0
      if ('failure' in members && postponed(image, members.failure)) {
        round.failures.push(members.failure)
        continue
      }
      if (!('failure' in members)) {
        round.ready.push(image)
        if (members.takesVault) round.withVault.push(image)
        toSend.push({ image, members })
      }
      for (const pair of pairs.among([image])) {
        const next = settle(
          job.action,
          pair,
          readingOf(job.action, members, job.projects[pair.project] ?? ''),
        )
        if (next !== pair) settled.push(next)
      }
    }
    pairs.put(settled)
    const refused = isAnswer(job.action)
      ? refuseNotReceived(tools, toSend)
      : job.action === 'share'
        ? await refuseImpossible(tools, who, toSend).catch((error) => postponeAll(round, error))
        : []
    pairs.put(refused)
    const changed = refuseNotConfirmed(tools, round.ready)
    pairs.put(changed)
    settled.push(...refused, ...changed)
    if (settled.length > 0) await runs.savePairs(job.seq, settled)
    return round
  }
}

/** Nothing may be sent in this round: the token was refused while it was found out what is impossible. */
function postponeAll(round: ReadRound, error: unknown): [] {
  if (!(error instanceof CloudFailure)) throw error
  round.failures.push(error)
  round.ready = []
  return []
}

type ReadImage = { image: number; members: Members }

/** The answers about to be given to images that are not shared with the project (any more). */
function refuseNotReceived({ pairs }: ReadTools, images: readonly ReadImage[]): RunPair[] {
  return images.flatMap(({ image, members }) => {
    if ('failure' in members || members.byProject.size > 0) return []
    const waiting = pairs.among([image]).filter((pair) => pair.state === 'waiting')
    return waiting.map((pair) => ({ ...pair, ...NOT_RECEIVED, present: false, readAt: members.at }))
  })
}

const NOT_RECEIVED = {
  state: 'impossible',
  code: 'CONSOLE.NOT_RECEIVED',
  message: 'Not sent: the image is not shared with this project, or not any more.',
} as const

/** The pairs about to be sent of which the plan that was confirmed said that they would not be. */
function refuseNotConfirmed({ job, pairs }: ReadTools, images: readonly number[]): RunPair[] {
  const { action, confirmed } = job
  if (confirmed === null || isAnswer(action)) return []
  return pairs
    .among(images)
    .filter(({ state, image, project }) => {
      const outcome = outcomeAt(confirmed[image] ?? '', project)
      // Unproven pairs are in a job only if they were ticked.
      return state === 'waiting' && !mayBeSent(action, outcome) && outcome !== 'unproven'
    })
    .map((pair) => ({ ...pair, ...CHANGED }))
}

const CHANGED = {
  state: 'impossible',
  code: 'CONSOLE.CHANGED',
  message: 'Not sent: it changed after the plan was confirmed, which did not have it as a pair to be sent.',
} as const

/** The pairs about to be sent that cannot be shared, with the reason. */
async function refuseImpossible(
  { job, pairs, cloudCache, driver }: ReadTools,
  who: Identity,
  images: readonly ReadImage[],
): Promise<RunPair[]> {
  const open = images.filter(({ image }) => pairs.among([image]).length > 0)
  const ids = open.map(({ image }) => job.images[image] ?? '')
  const facts = await cloudCache.facts(who, ids).catch(ignoreRefusal(new Map<string, Image | null>()))
  const encrypted = [...facts.values()].some((image) => image?.keyId)
  const accounts = encrypted ? await accountsOf(cloudCache, who) : new Map<string, string>()
  const waitingIn = (image: number) => pairs.among([image]).filter((pair) => pair.state === 'waiting')
  const asked = open.flatMap(({ image }) => waitingIn(image).map((pair) => job.projects[pair.project] ?? ''))
  const absent = await cloudCache.absent(who, [...new Set(asked)]).catch(ignoreRefusal(new Set<string>()))
  const keys = new Map<string, KeyReading | null>()
  const keyOf = async (id: string) => {
    const read = keys.get(id) ?? (await readKey(driver, who, id).catch(ignoreRefusal(null)))
    keys.set(id, read)
    return read
  }
  const refused: RunPair[] = []
  for (const { image, members } of open) {
    if ('failure' in members) continue
    const id = job.images[image] ?? ''
    const known = facts.get(id) ?? null
    const key = known?.keyId ? await keyOf(known.keyId) : null
    const reading = { id, facts: known, members, key }
    const waiting = waitingIn(image)
    const candidates = waiting.map((pair): Candidate => {
      const project = job.projects[pair.project] ?? ''
      return { id: project, accountId: accounts.get(project) ?? '', isAbsent: absent.has(project) }
    })
    const outcomes = planOutcomes('share', reading, candidates, job.projectId)
    for (const [at, pair] of waiting.entries()) {
      const refusal = refusalOf(outcomes[at] ?? 'absent', 'share', reading)
      if (refusal)
        refused.push({ ...pair, ...refusal, state: 'impossible', present: false, readAt: members.at })
    }
  }
  return refused
}

const accountsOf = async (cloudCache: CloudCache, who: Identity) =>
  new Map(
    (await cloudCache.recipients(who).catch(ignoreRefusal([]))).map(({ id, accountId }) => [id, accountId]),
  )

/**
 * For reads that only help to refuse early: without them the cloud decides. A refused token concerns the
 * whole job.
 */
const ignoreRefusal =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof CloudFailure && error.status !== 401) return instead
    throw error
  }
