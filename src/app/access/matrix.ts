import { isMember, outcomeAt, type PlannedOutcome, packOutcomes } from '#contract/pair'
import {
  type Access,
  type KnownRow,
  type MemberCounts,
  membersIn,
  type ReadProblem,
} from '../api/access-rows.ts'

/** A row. `row`: what was read; without one, `problem` says why not, or it is not read yet, or nothing is shared. */
export type MatrixImage = {
  id: string
  name: string
  state: 'read' | 'unread' | 'waiting' | 'none'
  row: KnownRow | null
  problem: ReadProblem | null
  /** The most recipients it may have; null: nobody knows. */
  allowed: number | null
  createdAt: number | null
}

/** A column. `position`: in rows of letters; -1: it has nothing. `head`: what it stands under. */
export type MatrixRecipient = {
  id: string
  name: string
  head: string
  position: number
  isKnown: boolean
  lastUsedAt: number | null
}

/** What is there of the pairs, row by row and column by column, as positions of the matrix. */
export type Matrix = {
  images: readonly MatrixImage[]
  recipients: readonly MatrixRecipient[]
  /** Of each row, of each column, of all. */
  rowCounts: readonly MemberCounts[]
  columnCounts: readonly MemberCounts[]
  total: MemberCounts
  /** Which pairs are shown. Others are blank, and what they are is told in words. */
  shows: CellFilter
}

/** `status`: only pairs of this one; `since`: only pairs that are shared since then, in ms since 1970. */
export type CellFilter = { status: keyof MemberCounts | null; since: number | null }

/** A row and a column that are there even if nothing of them is shared. */
export type Asked = { image?: string | undefined; project?: string | undefined }

const LETTER = (outcome: PlannedOutcome) => packOutcomes([outcome])
const CODES: Record<keyof MemberCounts, number> = {
  pending: LETTER('pending').charCodeAt(0),
  accepted: LETTER('accepted').charCodeAt(0),
  rejected: LETTER('rejected').charCodeAt(0),
}
const STATUS_OF: (keyof MemberCounts | undefined)[] = []
for (const status of ['pending', 'accepted', 'rejected'] as const) STATUS_OF[CODES[status]] = status

const noMembers = (): MemberCounts => ({ pending: 0, accepted: 0, rejected: 0 })

/** What there is between an image and a recipient. */
export function pairAt({ row, state }: MatrixImage, position: number): PlannedOutcome {
  if (state === 'unread' || state === 'waiting') return 'unread'
  if (!row || position < 0) return 'absent'
  const outcome = outcomeAt(row.outcomes, position)
  return isMember(outcome) ? outcome : 'absent'
}

/** The letters of a row of the matrix in the order of its columns. */
export function lettersOf(image: MatrixImage | undefined, matrix: Matrix): string {
  if (!image) return ''
  const { recipients, shows } = matrix
  if (image.state === 'unread' || image.state === 'waiting') return LETTER('unread').repeat(recipients.length)
  const isShown = cellFilter(image.row, shows)
  return recipients
    .map(({ position }) => {
      const outcome = pairAt(image, position)
      return LETTER(outcome === 'absent' || isShown(position) ? outcome : 'notAsked')
    })
    .join('')
}

/** Whether the pair at a position of a row passes the filter of pairs. */
export function cellFilter(
  row: KnownRow | null,
  { status, since }: CellFilter,
): (position: number) => boolean {
  if (!row) return () => false
  const code = status && CODES[status]
  const times = since === null ? null : timesOf(row)
  return (position) => {
    const found = row.outcomes.charCodeAt(position)
    if (STATUS_OF[found] === undefined || (code !== null && found !== code)) return false
    return times === null || since === null || (times[position] ?? Number.NaN) >= since
  }
}

/** Since when, at each position; NaN: nobody knows. */
function timesOf({ outcomes, since }: KnownRow): Float64Array {
  const times = new Float64Array(outcomes.length).fill(Number.NaN)
  let place = 0
  for (let at = 0; at < outcomes.length; at++)
    if (STATUS_OF[outcomes.charCodeAt(at)] !== undefined) times[at] = since?.[place++] ?? Number.NaN
  return times
}

/**
 * The matrix of these rows and columns. Rows and columns without a pair that is shown go, but for rows of which nobody knows,
 * those that are `asked` for, and unless `withNone`. `isAll`: nothing is left out, so that the counts that were kept while reading hold.
 */
export function createMatrix(o: {
  access: Access
  images: readonly MatrixImage[]
  recipients: readonly MatrixRecipient[]
  shows: CellFilter
  asked: Asked
  withNone: boolean
  isAll: boolean
}): Matrix {
  const { images, recipients, shows } = o
  if (o.isAll) {
    const rowCounts = images.map(({ row }) => row?.counts ?? noMembers())
    const columnCounts = recipients.map(({ position }) => o.access.counts[position] ?? noMembers())
    return { images, recipients, rowCounts, columnCounts, total: sumOf(rowCounts), shows }
  }
  const { rowCounts, columnCounts, total } = countCells(images, recipients, shows)
  if (o.withNone) return { images, recipients, rowCounts, columnCounts, total, shows }
  const keepRow = (_: unknown, at: number) =>
    images[at]?.state === 'unread' ||
    images[at]?.state === 'waiting' ||
    has(rowCounts[at]) ||
    images[at]?.id === o.asked.image
  const keepColumn = (_: unknown, at: number) =>
    has(columnCounts[at]) || recipients[at]?.id === o.asked.project
  return {
    images: images.filter(keepRow),
    recipients: recipients.filter(keepColumn),
    rowCounts: rowCounts.filter(keepRow),
    columnCounts: columnCounts.filter(keepColumn),
    total,
    shows,
  }
}

const has = (counts: MemberCounts | undefined) => counts !== undefined && membersIn(counts) > 0

function sumOf(all: readonly MemberCounts[]): MemberCounts {
  const sum = noMembers()
  for (const { pending, accepted, rejected } of all) {
    sum.pending += pending
    sum.accepted += accepted
    sum.rejected += rejected
  }
  return sum
}

/** Counts the pairs of these rows and columns that pass. Ten million of them are some tens of milliseconds. */
export function countCells(
  images: readonly MatrixImage[],
  recipients: readonly Pick<MatrixRecipient, 'position'>[],
  shows: CellFilter,
) {
  const positions = Int32Array.from(recipients, ({ position }) => position)
  const columnCounts = recipients.map(noMembers)
  const rowCounts = images.map(({ row }) => {
    const counts = noMembers()
    if (!row) return counts
    const isShown = cellFilter(row, shows)
    for (let column = 0; column < positions.length; column++) {
      const position = positions[column] ?? -1
      const status = STATUS_OF[row.outcomes.charCodeAt(position)]
      const inColumn = columnCounts[column]
      if (status === undefined || !inColumn || !isShown(position)) continue
      counts[status] += 1
      inColumn[status] += 1
    }
    return counts
  })
  return { rowCounts, columnCounts, total: sumOf(rowCounts) }
}
