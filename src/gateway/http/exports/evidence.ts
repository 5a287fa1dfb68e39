import { createHash } from 'node:crypto'
import type { Pair } from '#contract/pair'
import type { JobStop } from '#contract/stop'
import type { Store } from '../../store/database.ts'
import type { ExportPair } from '../../store/history/exports.ts'
import type { StoredDetail } from '../../store/history/job-detail.ts'
import { isoTime, readBack } from './job-rows.ts'

/** Who made the document, with what, and when (ms since 1970). */
export type EvidenceOrigin = {
  console: { name: string; version: string; cloud: string }
  user: { id: string; name: string }
  at: number
}

const HOW = [
  'SHA-256, in hexadecimal, of the value of "pairs" written as JSON in UTF-8 without white space and with its keys in',
  'this order. To check a copy: jq -cj .pairs FILE | sha256sum',
].join(' ')

/**
 * Everything that is known of a job as one JSON document, in chunks of text: what was asked, by whom, why and
 * when; the plan, the calls, the attempts; each pair with its results. Times in UTC. The pairs are read after
 * the rest: `changed` says whether the job moved on meanwhile, so that the parts may differ.
 */
export async function* evidenceOf(
  store: Pick<Store, 'jobs' | 'exports'>,
  job: StoredDetail,
  origin: EvidenceOrigin,
): AsyncGenerator<string, void, void> {
  const head = JSON.stringify(headOf(job, origin), null, 2)
  yield `${head.slice(0, -2)},\n  "pairs": [`
  const digest = createHash('sha256').update('[')
  let between = ''
  let count = 0
  for await (const pairs of store.exports.pairs(job.project.id, job.id)) {
    const lines = pairs.map((pair) => JSON.stringify(toRecord(job, pair)))
    digest.update((between && ',') + lines.join(','))
    yield between + lines.map((line) => `\n    ${line}`).join(',')
    between = ','
    count += pairs.length
  }
  const after = await store.jobs.detail(job.project.id, job.id)
  const check = {
    pairs: count,
    sha256: digest.update(']').digest('hex'),
    how: HOW,
    changed: after?.revision !== job.revision,
  }
  yield `\n  ],\n  "check": ${JSON.stringify(check, null, 2).replaceAll('\n', '\n  ')}\n}\n`
}

function headOf(job: StoredDetail, { console, user, at }: EvidenceOrigin) {
  return {
    evidence: 'What became of a job that shared images, or stopped sharing them',
    console,
    madeAt: isoTime(at),
    madeBy: user,
    job: {
      id: job.id,
      revision: job.revision,
      action: job.action,
      status: job.status,
      problem: job.problem,
      user: job.user,
      runsAs: job.actor,
      fromProject: job.project,
      reason: job.reason,
      createdAt: isoTime(job.createdAt),
      startedAt: orNull(job.startedAt),
      endedAt: orNull(job.endedAt),
      readBackAt: orNull(job.readAt),
      stopped: job.stop && withAt(job.stop),
      undoOf: job.undoOf,
      undos: job.undos,
      counts: job.pairs,
    },
    images: job.images,
    projects: job.projects,
    plan: job.plan && { ...job.plan, at: isoTime(job.plan.at) },
    attempts: job.attempts.map((each) => ({ ...withTimes(each), stop: each.stop && withAt(each.stop) })),
    proofs: job.proofs.map((proof) => ({ ...proof, at: isoTime(proof.at) })),
    rechecks: job.rechecks.map(({ at, user }) => ({ at: isoTime(at), user })),
    calls: job.calls.map(withTimes),
    keyGrants: job.revocations,
  }
}

function toRecord(job: StoredDetail, pair: ExportPair) {
  return {
    image: job.images[pair.image],
    project: job.projects[pair.project],
    attempt: pair.attempt,
    ...resultOf(pair),
    unproven: pair.unproven,
    confirmed: pair.confirmed,
    earlier: pair.earlier.map((past) => ({ attempt: past.attempt, ...resultOf(past) })),
  }
}

const resultOf = (
  result: Omit<Pair, 'image' | 'project' | 'earlier' | 'unproven' | 'withdrawn' | 'confirmed'>,
) => ({
  result: result.state,
  claim: result.claim,
  readBack: readBack(result),
  readAt: orNull(result.readAt),
  code: result.code,
  message: result.message,
})

const withTimes = <T extends { startedAt: number; endedAt: number | null }>(of: T) => ({
  ...of,
  startedAt: isoTime(of.startedAt),
  endedAt: orNull(of.endedAt),
})

const withAt = ({ by, at }: JobStop) => ({ by, at: isoTime(at) })

const orNull = (at: number | null) => (at === null ? null : isoTime(at))
