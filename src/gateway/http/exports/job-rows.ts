import type { JobFilter } from '#contract/job'
import type { Pair } from '#contract/pair'
import type { ExportJob, ExportPair, ExportStore } from '../../store/history/exports.ts'
import type { Reader } from '../../store/history/job-filter.ts'
import type { Format, Value } from './formats.ts'

/**
 * The columns by what they are about; a job's, image's and project's entries are written once, not once a
 * pair.
 */
const JOB = ['jobId', 'createdAt', 'action', 'status', 'user', 'reason'] as const
const IMAGE = ['imageId', 'imageName'] as const
const PROJECT = ['projectId', 'projectName'] as const
/** Columns of a pair, each with what it is made of. */
const PAIR_COLUMNS = [
  ['result', 'state'],
  ['claim', 'claim'],
  ['readBack', 'present'],
  ['readAt', 'readAt'],
  ['code', 'code'],
  ['message', 'message'],
  ['attempt', 'attempt'],
  ['unproven', 'unproven'],
  ['confirmed', 'confirmed'],
] as const
const PAIR = PAIR_COLUMNS.map(([name]) => name)
const RESULT = PAIR_COLUMNS.map(([, part]) => part)
const UNDO = ['undoOf'] as const
/** With whose rights the pair's latest attempt ran, and who stopped it. */
const PERSONS = ['ranAs', 'stoppedBy', 'stoppedAt'] as const

/**
 * The pairs of all jobs that match, one row each, in chunks of text; what is promised while jobs change is
 * said at `ExportStore`. Times in UTC.
 */
export async function* exportRows(
  store: ExportStore,
  { reader, filter, format }: { reader: Reader; filter: JobFilter; format: Format },
): AsyncGenerator<string, void, void> {
  yield format.start([...JOB, ...IMAGE, ...PROJECT, ...PAIR, ...PERSONS, ...UNDO])
  let between = ''
  for await (const job of store.jobs(reader, filter)) {
    const toRow = rowsOf(job, format)
    for await (const pairs of store.pairs(reader.project.id, job.id)) {
      yield between + pairs.map(toRow).join(format.between)
      between = format.between
    }
  }
  yield format.end
}

function rowsOf(job: ExportJob, format: Format): (pair: ExportPair) => string {
  const write = (names: readonly string[], values: readonly Value[]) =>
    names.map((name, n) => format.entry(name, values[n] ?? null)).join(',')
  const created = isoTime(job.createdAt)
  const own = write(JOB, [job.id, created, job.action, job.status, nameOf(job.user), job.reason])
  const images = job.images.map(({ id, name }) => write(IMAGE, [id, name]))
  const projects = job.projects.map(({ id, name }) => write(PROJECT, [id, name]))
  const undo = write(UNDO, [job.undoOf])
  const toEntries = repeating((pair: ExportPair) => {
    const { user, stop } = job.attempts.get(pair.attempt) ?? { user: job.actor, stop: null }
    const stopped = stop ? [nameOf(stop.by), isoTime(stop.at)] : [null, null]
    const persons = write(PERSONS, [nameOf(user), ...stopped])
    const readAt = pair.readAt && isoTime(pair.readAt)
    const { state, claim, code, message, attempt, confirmed } = pair
    const unproven = pair.unproven ? 'unproven' : null
    const values = [state, claim, readBack(pair), readAt, code, message, attempt, unproven, confirmed]
    const result = write(PAIR, values)
    return `${result},${persons},${undo}`
  })
  return (pair) => format.row(`${own},${images[pair.image]},${projects[pair.project]},${toEntries(pair)}`)
}

const nameOf = ({ id, name }: { id: string; name: string }) => name || id

/** Most pairs have the same result as the one before them; its text is used again then. */
function repeating(write: (pair: ExportPair) => string): (pair: ExportPair) => string {
  let last: ExportPair | undefined
  let entries = ''
  return (pair) => {
    if (!last || !RESULT.every((key) => pair[key] === last?.[key])) entries = write(pair)
    last = pair
    return entries
  }
}

/** What the members showed when they were read back. */
export function readBack({ present }: Pick<Pair, 'present'>): string | null {
  if (present === null) return null
  return present ? 'member' : 'not a member'
}

/** A moment in ms since 1970 as "2026-11-24T13:03:12.000Z". */
export const isoTime = (at: number) => new Date(at).toISOString()
