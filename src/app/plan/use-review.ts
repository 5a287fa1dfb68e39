import { useMemo, useRef, useState } from 'react'
import * as z from 'zod/mini'
import { countGroups } from '#contract/pair'
import type { ConfirmationKind, Plan } from '#contract/plan'
import { keptInput, useKeepInput } from '../api/kept-input.ts'
import { changedPlan } from '../api/plan.ts'
import { useReadOnly } from '../api/settings.ts'
import { confirmationsOf } from './confirmations.ts'
import { grantsKey } from './IdleGrants.tsx'
import { planChanges } from './plan-changes.ts'
import { useSendDelay } from './use-send-delay.ts'

/** What was confirmed of a plan that was shown. */
export type Reviewed = {
  fingerprint: string
  confirmed: ConfirmationKind[]
  reason: string
  revokeGrants: boolean
}

export type ReviewOptions = {
  plan: Plan
  /** The input is kept under this name when the page is loaded anew. */
  name: string
  /** The reason that the field begins with. */
  reason: string
  /** What a viewer may not: "Your role may look, and not …". */
  mayNot: string
  /** Pairs that are sent beside those of the plan; wishes that are withdrawn without sending anything. */
  more?: { pairs: number; wishes: number } | undefined
  /** Key grants that nothing needs any more are ticked from the start. */
  revokes?: boolean | undefined
  /** Makes the job; rejects when it is refused. */
  send: (reviewed: Reviewed) => Promise<void>
  /** The server has refused it, as this is the plan now. */
  onChanged: (now: Plan) => void
}

/** How many pairs a job of this plan will send, or look at first. Of an undo, what could not be read stays as it is. */
function countChanges(plan: Plan): number {
  const { change, unchecked, unknown } = countGroups(plan)
  return change + unchecked + (plan.undo ? 0 : unknown)
}

const NO_MORE = { pairs: 0, wishes: 0 }

/** What is ticked and typed beside a plan, and the sending of it once all is confirmed. */
export function useReview({ plan, more = NO_MORE, ...o }: ReviewOptions) {
  const [reason, setReason] = useState(() => keptInput(o.name, z.string()) ?? o.reason)
  useKeepInput(o.name, () => reason)
  const grants = grantsKey(plan.idleGrants)
  const [revoked, setRevoked] = useState<string | null>(o.revokes ? grants : null)
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [sending, setSending] = useState<{ busy: boolean; error: Error | null }>({ busy: false, error: null })
  const [isAsked, setAsked] = useState(false)
  const inputs = useRef(new Map<string, HTMLInputElement | null>())
  const delay = useSendDelay()
  const readOnly = useReadOnly(o.mayNot)
  // An undo puts back what was there: nothing of it is new to anybody.
  const confirmations = useMemo(() => (plan.undo ? [] : confirmationsOf(plan)), [plan])
  const busy = delay.busy || sending.busy
  const changes = useMemo(() => countChanges(plan), [plan]) + more.pairs
  const nothing = changes + more.wishes === 0
  const open = confirmations.find(({ field, key }) => answers[field] !== key)

  /** Whatever is edited takes an earlier click back. */
  const edit = (change: () => void) => {
    delay.edited()
    change()
  }
  const send = async () => {
    setSending({ busy: true, error: null })
    const confirmed = [...new Set(confirmations.map(({ kind }) => kind))]
    const revokeGrants = plan.idleGrants.length > 0 && revoked === grants
    try {
      await o.send({ fingerprint: plan.fingerprint, confirmed, reason: reason.trim(), revokeGrants })
      setSending({ busy: false, error: null })
    } catch (error) {
      const now = changedPlan(error)
      setSending({ busy: false, error: now ? null : (error as Error) })
      if (!now) return
      o.onChanged(now)
      delay.tellChanged(planChanges(plan, now))
    }
  }
  return {
    ...{ changes, nothing, busy, readOnly, delay, reason, error: sending.error },
    submit: async () => {
      if (nothing || busy || readOnly) return
      setAsked(open !== undefined)
      if (open) inputs.current.get(open.field)?.focus()
      else if (await delay.wait()) await send()
    },
    setReason: (text: string) => edit(() => setReason(text)),
    revokes: revoked === grants,
    setRevokes: (on: boolean) => edit(() => setRevoked(on ? grants : null)),
    confirmations: confirmations.map(({ key, ...confirmation }) => {
      const { field } = confirmation
      const checked = answers[field] === key
      return {
        ...confirmation,
        checked,
        isMissing: isAsked && !checked,
        onChange: (on: boolean) => edit(() => setAnswers({ ...answers, [field]: on ? key : '' })),
        inputRef: (input: HTMLInputElement | null) => void inputs.current.set(field, input),
      }
    }),
  }
}
