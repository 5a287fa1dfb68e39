import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import type { PlanRequest } from '#contract/plan'
import { ApiError } from '../api/client.ts'
import { planQuery } from '../api/plan.ts'
import { newSubmissionKey, useCreateJob } from '../api/share-images.ts'
import { PlanTrouble } from './PlanTrouble.tsx'
import { ReviewPlan, type ReviewWords } from './ReviewPlan.tsx'
import { usePlan } from './use-plan.ts'
import type { Reviewed, ReviewOptions } from './use-review.ts'
import { reviewWords } from './words.ts'

/** A pair set from its plan to its job. Keep the request's identity while its content stays. */
export function ReviewSet({
  request,
  proves = false,
  onSent,
  ...review
}: Pick<ReviewOptions, 'name' | 'reason' | 'mayNot' | 'revokes'> & {
  request: PlanRequest
  /** The job of a stop ends with a proof of what its projects still have. */
  proves?: boolean
  words: ReviewWords
  about: ReactNode
  children?: ReactNode
  /** The job is there. */
  onSent: (jobId: string) => Promise<void>
}) {
  const state = usePlan(request)
  const client = useQueryClient()
  const create = useCreateJob()
  const last = useRef({ content: '', key: '' })
  if (state.kind !== 'ready') return <PlanTrouble state={state} />

  const send = async (reviewed: Reviewed) => {
    const content = JSON.stringify([reviewed.fingerprint, reviewed.confirmed, reviewed.revokeGrants])
    if (last.current.content !== content) last.current = { content, key: newSubmissionKey() }
    const jobId = await create
      .mutateAsync({ ...request, ...reviewed, proves, key: last.current.key })
      .catch(tellBroken)
    await onSent(jobId)
  }
  return (
    <ReviewPlan
      {...review}
      plan={state.plan}
      send={send}
      onChanged={(now) => client.setQueryData(planQuery(request).queryKey, now)}
    />
  )
}

function tellBroken(error: unknown): never {
  if (error instanceof ApiError && error.status === 0) throw new Error(reviewWords.broke, { cause: error })
  throw error
}
