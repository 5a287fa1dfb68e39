import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Plan, type PlanRequest, plan as planSchema } from '#contract/plan'
import { ApiError, call, fromProblem, noAnswer, stream } from './client.ts'

/** The progress of the reading for the current plan; null before it has begun and after it is over. */
export const planProgressQuery = queryOptions({
  queryKey: ['plan', 'progress'],
  queryFn: (): PlanProgress => null,
  staleTime: Number.POSITIVE_INFINITY,
})
export type PlanProgress = { read: number; of: number } | null

/** The plan of a request. A newer request cancels it; jobs that end make it outdated. */
export const planQuery = (request: PlanRequest) =>
  queryOptions({
    queryKey: ['plan', 'of', numberOf(request)],
    queryFn: ({ client, signal }) => readPlan(client, request, signal),
    staleTime: 10_000,
    gcTime: 60_000,
  })

/** A number for each request. As a query key, ten thousands of IDs would be serialised on every render. */
const numbers = new WeakMap<PlanRequest, number>()
let last = 0
function numberOf(request: PlanRequest): number {
  const number = numbers.get(request) ?? ++last
  numbers.set(request, number)
  return number
}

/** The shortest time between two reports of progress. */
const PROGRESS_MS = 200

async function readPlan(client: QueryClient, request: PlanRequest, signal: AbortSignal): Promise<Plan> {
  const tell = (progress: PlanProgress) => client.setQueryData(planProgressQuery.queryKey, progress)
  tell(null)
  let told = performance.now()
  for await (const event of stream('plan', { body: request, signal })) {
    if (event.kind === 'progress') {
      // With a fast cloud the screen would be drawn again for every image.
      if (performance.now() - told < PROGRESS_MS) continue
      told = performance.now()
      tell({ read: event.read, of: event.of })
    } else if (event.kind === 'plan') return event.plan
    else throw fromProblem(event.problem)
  }
  throw noAnswer('The plan did not arrive whole.')
}

/** The plan that a refusal carries as it changed since it was shown; null: it is another refusal. */
export function changedPlan(error: unknown): Plan | null {
  if (!(error instanceof ApiError) || error.code !== 'CONSOLE.CHANGED') return null
  const parsed = planSchema.safeParse(error.plan)
  return parsed.success ? parsed.data : null
}

/** Grants the key of an encrypted image to accounts; plans with it are made again. */
export function useCreateGrants() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { keyId: string; accounts: string[] }) => call('createGrants', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['plan', 'of'] }),
  })
}

/** All images that these projects have, as they were read a short time ago or are read now. */
export const imagesOfQuery = (projects: readonly string[]) =>
  queryOptions({
    queryKey: ['plan', 'images of', projects],
    queryFn: ({ signal }) => call('shares', { body: { images: [], projects: [...projects] }, signal }),
    staleTime: 0,
    gcTime: 0,
  })

/** Everybody who has these images, or all images that these projects have. */
export const useFindShares = () =>
  useMutation({ mutationFn: (body: { images: string[]; projects: string[] }) => call('shares', { body }) })
