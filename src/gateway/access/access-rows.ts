import type { AccessEvent } from '#contract/access'
import { type PlannedOutcome, packOutcomes } from '#contract/pair'
import type { Clock, CloudFailure, Identity } from '../cloud/driver.ts'
import { LIST_MS } from '../cloud/memo.ts'
import type { MembersRow } from '../store/members.ts'
import type { OwnImages } from './own-images.ts'
import type { KnownRow, Snapshot } from './snapshot.ts'

/** How rows are asked for. `known`: nothing is read. `since`: with the times of members. `maxAge`: older rows are read again, in ms. */
export type RowsAsked = {
  known?: boolean
  since?: boolean
  maxAge: number
  background: boolean
  signal: AbortSignal
}

/** Who has which image, as the cloud has let this user read it. */
export type AccessRows = {
  /**
   * The rows of all own images that may have members, or of these: first all that is known, in the order of the images, then
   * what has to be read, as it is read. In batches, each of which is worth sending. Throws `CloudFailure` when the images
   * cannot be listed or the token is refused.
   */
  rows(
    who: Identity,
    imageIds: readonly string[] | null,
    asked: RowsAsked,
  ): AsyncGenerator<AccessEvent[], void, void>
}

/** Rows that are taken from the store at a time: some MB when each has hundreds of members. */
const BATCH = 100

export function createAccessRows(o: {
  snapshot: Snapshot
  ownImages: Pick<OwnImages, 'list' | 'forget'>
  clock: Pick<Clock, 'now'>
}): AccessRows {
  const { snapshot, ownImages, clock } = o

  /**
   * Own images, whether each may have members, and as of when. The list is kept for a moment: that an image has none is not
   * taken from it when somebody wants to know what is so now.
   */
  const sharedOf = async (who: Identity, wanted: readonly string[] | null, maxAge: number) => {
    const list = async () => new Map((await ownImages.list(who)).map((image) => [image.id, image.isShared]))
    const own = await list()
    if (maxAge >= LIST_MS || !wanted?.some((id) => own.get(id.toLowerCase()) !== true))
      return { own, at: clock.now() - LIST_MS }
    ownImages.forget(who.project.id)
    const at = clock.now()
    return { own: await list(), at }
  }

  async function* rows(who: Identity, wanted: readonly string[] | null, asked: RowsAsked) {
    const { maxAge, background } = asked
    const { own, at: listedAt } = await sharedOf(who, wanted, maxAge)
    const ids =
      wanted?.map((id) => id.toLowerCase()) ?? [...own].flatMap(([id, shared]) => (shared ? id : []))
    const write = createWriter(asked.since === true)
    yield [{ kind: 'begin' as const, images: ids.length }]

    const others = ids.filter((id) => !own.has(id)).map(notOwn)
    const without = ids.filter((id) => own.get(id) === false).map((id) => write.row(id, noMembers(listedAt)))
    if (others.length + without.length > 0) yield [...others, ...without]

    const outdated: string[] = []
    const shared = ids.filter((id) => own.get(id))
    for (let at = 0; at < shared.length; at += BATCH) {
      asked.signal.throwIfAborted()
      const known = [...(await snapshot.known(who, shared.slice(at, at + BATCH)))]
      const isFresh = ({ members }: KnownRow) =>
        members !== null && Math.abs(clock.now() - members.at) < maxAge
      outdated.push(...known.filter(([, row]) => !isFresh(row)).map(([id]) => id))
      const events = known.flatMap(([id, row]) => write.known(id, row))
      if (events.length > 0) yield events
    }
    if (asked.known !== true)
      yield* batched(
        snapshot.readEach(who, outdated, { maxAge, background, signal: asked.signal }),
        async (read) =>
          'failure' in read.members
            ? write.known(read.id, {
                ...(await snapshot.known(who, [read.id])).get(read.id),
                problem: read.members.failure,
              })
            : [write.row(read.id, read.members)],
      )
    yield [{ kind: 'end' as const }]
  }

  return {
    async *rows(who, imageIds, asked) {
      // Whoever stops listening stops what is still being read.
      const gone = new AbortController()
      try {
        yield* rows(who, imageIds, { ...asked, signal: AbortSignal.any([asked.signal, gone.signal]) })
      } finally {
        gone.abort(new Error('Nobody listens any more.'))
      }
    },
  }
}

async function* batched<T>(items: AsyncIterable<T>, toEvents: (item: T) => Promise<AccessEvent[]>) {
  for await (const item of items) yield await toEvents(item)
}

const noMembers = (at: number): MembersRow => ({ byProject: new Map(), at })

const notOwn = (image: string): AccessEvent => ({
  kind: 'unread',
  image,
  problem: { code: 'IMG.0027', message: `The image ${image} is none of this project’s.` },
})

const problemOf = ({ code, message }: CloudFailure) => ({ code, message })

/** Writes the rows of one answer, which names each recipient once. */
function createWriter(withSince: boolean) {
  const positions = new Map<string, number>()

  const row = (image: string, { byProject, at }: MembersRow, problem?: CloudFailure): AccessEvent => {
    const recipients: string[] = []
    const outcomes: PlannedOutcome[] = []
    const since: [number, number | null][] = []
    for (const [project, member] of byProject) {
      let position = positions.get(project)
      if (position === undefined) {
        position = positions.size
        positions.set(project, position)
        recipients.push(project)
      }
      outcomes[position] = member.status
      if (withSince) since.push([position, member.since])
    }
    return {
      kind: 'row',
      image,
      at,
      ...(recipients.length > 0 && { recipients }),
      outcomes: packOutcomes(Array.from(outcomes, (outcome) => outcome ?? 'absent')),
      ...(withSince && { since: since.sort(([a], [b]) => a - b).map(([, time]) => time) }),
      ...(problem && { problem: problemOf(problem) }),
    }
  }

  return {
    row,
    /** Nothing is said of an image of which nothing is known yet: it is still to be read. */
    known(image: string, { members = null, problem }: Partial<KnownRow>): AccessEvent[] {
      if (members) return [row(image, members, problem ?? undefined)]
      return problem ? [{ kind: 'unread', image, problem: problemOf(problem) }] : []
    },
  }
}
