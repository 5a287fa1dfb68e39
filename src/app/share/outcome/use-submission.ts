import { useRef, useState } from 'react'
import type { OwnerAction } from '#contract/pair'
import type { ConfirmationKind } from '#contract/plan'
import { ApiError } from '../../api/client.ts'
import { useShareImages, useStopSharing } from '../../api/share-images.ts'
import { type ShareValues, sameContent, toRequest } from '../share-values.ts'

/** The plan that was shown, and the kinds of what was confirmed of it. */
export type ConfirmedPlan = { fingerprint: string; confirmed: ConfirmationKind[] }

/** How the last submission ended. */
export type Outcome =
  | { kind: 'none' }
  /** The server took it: a job works on it. `late`: the answer was lost, the job was found afterwards. */
  | { kind: 'done'; jobId: string; values: ShareValues; late: boolean }
  /** No answer came: nobody knows yet whether the server has it. */
  | { kind: 'lost'; key: string; values: ShareValues; confirmed: ConfirmedPlan }
  | { kind: 'refused'; error: Error }
  /** The device knows that it has no network: nothing left it. */
  | { kind: 'offline' }

/**
 * Sends a share once, however often it is asked to. A submission has a key of its own, kept for as long as the
 * content stays the same, so that trying again after a broken connection never makes a second job.
 */
export function useSubmission(action: OwnerAction, newKey: () => string) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const share = useShareImages()
  const stop = useStopSharing()
  const busy = useRef(false)
  const last = useRef<{ key: string; values: ShareValues }>(null)

  const submit = async (values: ShareValues, confirmed: ConfirmedPlan): Promise<Outcome> => {
    if (busy.current) return { kind: 'none' }
    busy.current = true
    const key = last.current && sameContent(last.current.values, values) ? last.current.key : newKey()
    last.current = { key, values }
    const ended = await send(key, values, confirmed)
    busy.current = false
    if (ended.kind === 'done') last.current = null
    setOutcome(ended)
    return ended
  }

  const send = async (key: string, values: ShareValues, confirmed: ConfirmedPlan): Promise<Outcome> => {
    // What is known not to have left the device needs no asking whether it arrived.
    if (!navigator.onLine) return { kind: 'offline' }
    try {
      const request = { ...toRequest(values), reason: values.reason.trim(), key, ...confirmed }
      const jobId = await (action === 'share'
        ? share.mutateAsync(request)
        : stop.mutateAsync({ ...request, revokeGrants: values.revokeGrants !== '' }))
      return { kind: 'done', jobId, values, late: false }
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) return { kind: 'lost', key, values, confirmed }
      return { kind: 'refused', error: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  return {
    outcome,
    busy: share.isPending || stop.isPending,
    submit,
    /** The job of a lost submission was found. */
    found: (jobId: string, values: ShareValues) => {
      last.current = null
      setOutcome({ kind: 'done', jobId, values, late: true })
    },
    forget: () => setOutcome({ kind: 'none' }),
  }
}
