import type { AccessEvent, Provenance } from '#contract/access'
import { isMember, outcomeAt } from '#contract/pair'
import type { AccessRows } from '../../access/access-rows.ts'
import type { CloudCache } from '../../access/cloud-cache.ts'
import type { Identity } from '../../cloud/driver.ts'
import type { Format, Value } from './formats.ts'
import { isoTime } from './job-rows.ts'

const COLUMNS = [
  ...['imageId', 'imageName', 'projectId', 'projectName', 'status', 'since', 'readAt'],
  ...['jobId', 'reason', 'sharedBy', 'problem'],
] as const

type Parts = {
  access: AccessRows
  cloudCache: Pick<CloudCache, 'describe' | 'recipients'>
  /** Which job gave an image to whom. */
  provenanceOf(imageId: string): Promise<Provenance>
}

type RowOf<K extends AccessEvent['kind']> = Extract<AccessEvent, { kind: K }>

/**
 * Who has which image, a row for each pair, in chunks of text; times in UTC, each with the time at which it was read. Empty
 * columns of a job: the pair is not shared through this console. An image that could not be read has a row with the status
 * "unread" and what went wrong.
 */
export async function* exportAccess(
  { access, cloudCache, provenanceOf }: Parts,
  o: { who: Identity; format: Format; maxAge: number; signal: AbortSignal },
): AsyncGenerator<string, void, void> {
  const { format, who } = o
  const names = new Map((await cloudCache.recipients(who)).map(({ id, name }) => [id, name]))
  const asked = { since: true, maxAge: o.maxAge, background: false, signal: o.signal }
  const { known, rows } = await collect(access.rows(who, null, asked))
  yield format.start(COLUMNS)
  let between = ''
  for (const [id, row] of rows) {
    const name = (await cloudCache.describe(who, [id])).get(id)?.name ?? ''
    const pairs = row.kind === 'row' ? pairsOf(row, known, await provenanceOf(id)) : [unreadOf(row)]
    if (pairs.length === 0) continue
    const write = ({ project, values }: Pair) =>
      format.row(
        [id, name, project, project && (names.get(project) ?? ''), ...values]
          .map((value, n) => format.entry(COLUMNS[n] ?? '', value))
          .join(','),
      )
    yield between + pairs.map(write).join(format.between)
    between = format.between
  }
  yield format.end
}

/** The recipients in their positions, and the last row of each image: one that was read again is told once, as it is now. */
async function collect(batches: AsyncIterable<readonly AccessEvent[]>) {
  const known: string[] = []
  const rows = new Map<string, RowOf<'row'> | RowOf<'unread'>>()
  for await (const batch of batches)
    for (const event of batch) {
      if (event.kind === 'row') known.push(...(event.recipients ?? []))
      if (event.kind === 'row' || event.kind === 'unread') rows.set(event.image, event)
    }
  return { known, rows }
}

type Pair = { project: string | null; values: Value[] }

const unreadOf = ({ problem }: RowOf<'unread'>): Pair => ({
  project: null,
  values: ['unread', null, null, null, null, null, `${problem.code}: ${problem.message}`],
})

function pairsOf(row: RowOf<'row'>, known: readonly string[], { jobs, pairs }: Provenance): Pair[] {
  const jobOf = new Map(pairs.map(({ project, job }) => [project, jobs[job]]))
  const problem = row.problem ? `${row.problem.code}: ${row.problem.message}` : null
  const members = known.flatMap((project, at) => {
    const status = outcomeAt(row.outcomes, at)
    return isMember(status) ? [{ project, status }] : []
  })
  return members.map(({ project, status }, n) => {
    const since = row.since?.[n] ?? null
    const job = jobOf.get(project)
    return {
      project,
      values: [
        ...[status, since && isoTime(since), isoTime(row.at)],
        ...[job?.id ?? null, job?.reason ?? null, job?.user ?? null, problem],
      ],
    }
  })
}
