import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { JobOrder } from '#contract/job'
import type { Column } from '../../ui/table/VirtualTable.tsx'
import { historyWords } from '../words.ts'

const route = getRouteApi('/jobs')

/** The columns of the history, and what each is sorted by; the address has the order. */
const COLUMNS: readonly { label: string; sort?: NonNullable<JobOrder['sort']> }[] = [
  { label: historyWords.columns.status },
  { label: historyWords.columns.job },
  { label: historyWords.columns.pairs, sort: 'pairs' },
  { label: historyWords.columns.who, sort: 'who' },
  { label: historyWords.columns.created, sort: 'created' },
  { label: historyWords.columns.ended, sort: 'ended' },
  { label: historyWords.columns.seen },
]

/** The columns with what a press on each does: the other direction, or the order by this column. */
export function useSortedColumns(): readonly Column[] {
  const { sort = 'created', order = 'desc' } = route.useSearch()
  const navigate = route.useNavigate()
  return useMemo(
    () =>
      COLUMNS.map(({ label, sort: by }): Column => {
        if (!by) return { label }
        const isBy = by === sort
        const first = by === 'who' ? 'asc' : 'desc'
        const turned = order === 'asc' ? 'desc' : 'asc'
        const next: JobOrder = { sort: by, order: isBy ? turned : first }
        return {
          label,
          sorted: isBy ? order : null,
          onSort: () =>
            void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false }),
        }
      }),
    [sort, order, navigate],
  )
}
