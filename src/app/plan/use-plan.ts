import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { Plan, PlanRequest } from '#contract/plan'
import { type PlanProgress, planProgressQuery, planQuery } from '../api/plan.ts'

/** What is known of the plan for what is on the screen now. A plan for an earlier selection is never given. */
export type PlanState =
  | { kind: 'none' }
  | { kind: 'reading'; progress: PlanProgress }
  | { kind: 'failed'; error: Error; retry: () => void }
  | { kind: 'ready'; plan: Plan; outdated: boolean }

/** Typing and clicking in quick succession make one plan, not ten. */
const PAUSE_MS = 300

/** The plan of a request, made again whenever it changes. Keep the request's identity while its content stays. */
export function usePlan(request: PlanRequest | null): PlanState {
  const [settled] = useDebouncedValue(request, PAUSE_MS)
  const current = settled === request ? request : null
  const query = useQuery(
    current ? planQuery(current) : { queryKey: ['plan', 'of', 'nothing'], queryFn: skipToken },
  )
  const { data: progress = null } = useQuery({ ...planProgressQuery, placeholderData: keepPreviousData })
  if (!request) return { kind: 'none' }
  if (!current) return { kind: 'reading', progress: null }
  // Also when there was a plan before: it may be wrong by now, and nobody could tell.
  if (query.error && !query.isFetching)
    return { kind: 'failed', error: query.error, retry: () => void query.refetch() }
  if (query.data) return { kind: 'ready', plan: query.data as Plan, outdated: query.isFetching }
  return { kind: 'reading', progress }
}
