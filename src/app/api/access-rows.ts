import type { AccessEvent, AccessRow } from '#contract/access'
import { isMember, outcomeAt, packOutcomes } from '#contract/pair'

export type ReadProblem = { code: string; message: string }

/** How many members there are of each status. */
export type MemberCounts = { pending: number; accepted: number; rejected: number }

/**
 * Who has an image. `at`: when that read began, in ms since 1970. `outcomes`: a letter of `pair.ts` for each position of the
 * recipients, `absent` beyond its end. `problem`: a later read has failed. `since`: since when each member has been one, in
 * the order of positions, in ms since 1970; NaN: the cloud does not tell. Null: nobody asked.
 */
export type KnownRow = {
  at: number
  outcomes: string
  counts: MemberCounts
  problem: ReadProblem | null
  since: Float64Array | null
}

/**
 * Who has which image, as far as it is known. An image that is in neither `rows` nor `unread` has no members once the picture
 * `isWhole`; before, nobody knows. `counts`: of each recipient, by its position.
 */
export type Access = {
  recipients: readonly string[]
  rows: ReadonlyMap<string, KnownRow>
  unread: ReadonlyMap<string, ReadProblem>
  counts: readonly MemberCounts[]
  /** How many images may have members; null: not told yet. */
  expected: number | null
  isWhole: boolean
}

const codeOf = (outcome: 'absent' | 'pending' | 'accepted' | 'rejected') =>
  packOutcomes([outcome]).charCodeAt(0)
const ABSENT = codeOf('absent')
const STATUSES = ['pending', 'accepted', 'rejected'] as const
const STATUS_BY_CODE = new Map(STATUSES.map((status) => [codeOf(status), status]))
const LATIN = new TextDecoder('latin1')

const noMembers = (): MemberCounts => ({ pending: 0, accepted: 0, rejected: 0 })

/** How many members there are in all. */
export const membersIn = ({ pending, accepted, rejected }: MemberCounts) => pending + accepted + rejected

/** Since when the recipient at a position has the image of a row, in ms since 1970; null: nobody knows. */
export function sinceAt({ outcomes, since }: KnownRow, position: number): number | null {
  if (!since || !isMember(outcomeAt(outcomes, position))) return null
  let place = 0
  for (let at = 0; at < position; at++) if (STATUS_BY_CODE.has(outcomes.charCodeAt(at))) place += 1
  const at = since[place] ?? Number.NaN
  return Number.isNaN(at) ? null : at
}

/** Whoever reads more goes on with the rows of the picture: ten thousand of them are not copied for each. */
const collectors = new WeakMap<Access['rows'], RowCollector>()
export type RowCollector = ReturnType<typeof createCollector>

/** What goes on with a picture, or begins one. */
export const collectRows = (picture: Access | undefined): RowCollector =>
  (picture && collectors.get(picture.rows)) ?? createCollector()

/**
 * Collects rows into pictures. All pictures of one collector share their rows, which are always the latest; a picture is a new
 * object, so that its readers look again.
 */
function createCollector() {
  const recipients: string[] = []
  const positions = new Map<string, number>()
  const counts: MemberCounts[] = []
  const rows = new Map<string, KnownRow>()
  const unread = new Map<string, ReadProblem>()
  let expected: number | null = null
  let isWhole = false

  function positionOf(id: string): number {
    const known = positions.get(id)
    if (known !== undefined) return known
    positions.set(id, recipients.length)
    counts.push(noMembers())
    return recipients.push(id) - 1
  }

  /** Adds the members of a row to the counts of their recipients, or takes them out, and says how many there are. */
  function countIn(outcomes: string, sign: 1 | -1): MemberCounts {
    const row = noMembers()
    for (let at = 0; at < outcomes.length; at++) {
      const status = STATUS_BY_CODE.get(outcomes.charCodeAt(at))
      const column = counts[at]
      if (!status || !column) continue
      row[status] += 1
      column[status] += sign
    }
    return row
  }

  function drop(image: string) {
    const row = rows.get(image)
    if (row) countIn(row.outcomes, -1)
    rows.delete(image)
  }

  function put(image: string, row: Omit<KnownRow, 'counts'>) {
    drop(image)
    unread.delete(image)
    rows.set(image, { ...row, counts: countIn(row.outcomes, 1) })
  }

  /** What one answer tells: it has positions of its own. */
  function openAnswer() {
    const own: number[] = []
    const before = [...rows.keys(), ...unread.keys()]
    const seen = new Set<string>()
    let isSame = true

    function takeRow(row: AccessRow) {
      for (const id of row.recipients ?? []) {
        const position = positionOf(id)
        if (position !== own.length) isSame = false
        own.push(position)
      }
      const known = rows.get(row.image)
      if (known && isNewer(known, row)) return
      const { at, problem = null } = row
      put(row.image, { at, problem, ...(isSame ? inPlace(row) : moved(row, own)) })
    }

    return {
      take(event: AccessEvent) {
        if (event.kind === 'row') {
          seen.add(event.image)
          takeRow(event)
        } else if (event.kind === 'unread') {
          seen.add(event.image)
          drop(event.image)
          unread.set(event.image, event.problem)
        }
      },
      /** It was whole: what it did not tell has no members any more. */
      end() {
        for (const image of before) {
          if (seen.has(image)) continue
          drop(image)
          unread.delete(image)
        }
        isWhole = true
      },
    }
  }

  const collector = {
    openAnswer,
    expect(images: number) {
      expected = images
    },
    picture: (): Access => ({ recipients, rows, unread, counts, expected, isWhole }),
  }
  collectors.set(rows, collector)
  return collector
}

/** Whether a row that is known says more than another one, which came later and may have been read before. */
const isNewer = (known: KnownRow, row: AccessRow) =>
  known.at > row.at || (known.at === row.at && !row.problem && known.since !== null && !row.since)

type Letters = { outcomes: string; since?: (number | null)[] | undefined }

const inPlace = ({ outcomes, since }: Letters) => ({
  outcomes,
  since: since ? Float64Array.from(since, (at) => at ?? Number.NaN) : null,
})

/** A row whose letters go to other positions. */
function moved({ outcomes, since }: Letters, own: readonly number[]) {
  const letters = new Uint8Array(own.reduce((most, at) => Math.max(most, at + 1), 0)).fill(ABSENT)
  const members: { position: number; since: number }[] = []
  for (let at = 0; at < outcomes.length; at++) {
    const [code, position] = [outcomes.charCodeAt(at), own[at]]
    if (position === undefined) continue
    letters[position] = code
    if (since && STATUS_BY_CODE.has(code))
      members.push({ position, since: since[members.length] ?? Number.NaN })
  }
  members.sort((a, b) => a.position - b.position)
  return {
    outcomes: LATIN.decode(letters),
    since: since ? Float64Array.from(members, (member) => member.since) : null,
  }
}
