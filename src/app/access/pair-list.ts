import { isMember, outcomeAt } from '#contract/pair'
import { sinceAt } from '../api/access-rows.ts'
import type { AccessSearch } from './access-search.ts'
import { cellFilter, type Matrix } from './matrix.ts'
import type { Cell } from './matrix-layout.ts'

/** The list shows so many pairs at most: a browser cannot scroll further, and no reader reads further. */
const MAX_LISTED = 50_000

const STATUSES = ['pending', 'rejected', 'accepted'] as const

/** The pairs of a matrix that are shared, in an order, as far as the list goes. */
export function listPairs(matrix: Matrix, order: NonNullable<AccessSearch['list']>): Cell[] {
  if (order === 'recipient') return byRecipient(matrix)
  if (order === 'since') return newestFirst(matrix)
  if (order === 'image') return take(pairsOf(matrix))
  return take(
    (function* () {
      for (const status of STATUSES)
        for (const pair of pairsOf(matrix)) if (outcomeOf(matrix, pair) === status) yield pair
    })(),
  )
}

const outcomeOf = ({ images, recipients }: Matrix, { row, column }: Cell) =>
  outcomeAt(images[row]?.row?.outcomes ?? '', recipients[column]?.position ?? -1)

/** Image by image, recipient by recipient. */
function* pairsOf({ images, recipients, shows }: Matrix): Generator<Cell> {
  for (const [row, image] of images.entries()) {
    const isShown = cellFilter(image.row, shows)
    for (const [column, { position }] of recipients.entries()) if (isShown(position)) yield { row, column }
  }
}

function take(pairs: Iterable<Cell>): Cell[] {
  const taken: Cell[] = []
  for (const pair of pairs) {
    if (taken.length === MAX_LISTED) break
    taken.push(pair)
  }
  return taken
}

function byRecipient({ images, recipients, shows }: Matrix): Cell[] {
  const filters = images.map(({ row }) => cellFilter(row, shows))
  return take(
    (function* () {
      for (const [column, { position }] of recipients.entries())
        for (const [row, isShown] of filters.entries()) if (isShown(position)) yield { row, column }
    })(),
  )
}

/** Those of which nobody knows since when come last. */
function newestFirst(matrix: Matrix): Cell[] {
  const timed = [...pairsOf(matrix)].map((pair) => {
    const row = matrix.images[pair.row]?.row
    return { pair, since: (row && sinceAt(row, matrix.recipients[pair.column]?.position ?? -1)) ?? 0 }
  })
  timed.sort((a, b) => b.since - a.since)
  return timed.slice(0, MAX_LISTED).map(({ pair }) => pair)
}

/** Whether a pair is shared, whatever the filters show of it. */
export const isShared = (matrix: Matrix, cell: Cell): boolean => isMember(outcomeOf(matrix, cell))
