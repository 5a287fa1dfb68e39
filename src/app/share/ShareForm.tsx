import { zodResolver } from '@hookform/resolvers/zod'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import type { OwnerAction } from '#contract/pair'
import { ApiError } from '../api/client.ts'
import { keptInput, useKeepInput } from '../api/kept-input.ts'
import { changedPlan } from '../api/plan.ts'
import { newSubmissionKey } from '../api/share-images.ts'
import { Fields, type FilledText } from './Fields.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { flyToDock } from './outcome/fly-to-dock.ts'
import { OutcomeNote } from './outcome/OutcomeNote.tsx'
import { type ConfirmedPlan, useSubmission } from './outcome/use-submission.ts'
import { type PlanHandle, PlanPart } from './plan/PlanPart.tsx'
import classes from './ShareForm.module.css'
import { EMPTY, hasContent, type ShareValues, sameContent, shareValues } from './share-values.ts'
import { pageWords } from './words.ts'

/** The values that an address fills in. Its projects are `text` for the paste field, where each one gets a verdict. */
export type Prefill = Pick<ShareValues, 'images' | 'projects' | 'leftOut' | 'reason'> & { text: string }

const ids = z.set(z.string())
const filledIn = z.object({ images: ids, projects: ids, leftOut: ids, reason: z.string(), text: z.string() })

/**
 * Chooses images and projects, shows what would change, and shares each image with each project, or stops it.
 */
export function ShareForm(props: { action: OwnerAction; prefill: Prefill; onShared: () => void }) {
  const { action } = props
  const [{ text, ...prefill }] = useState((): Prefill => keptInput(action, filledIn) ?? props.prefill)
  const [start, setStart] = useState({ round: 0, text })
  const form = useForm<ShareValues>({
    defaultValues: { ...EMPTY, ...prefill, reading: start.text !== '' },
    resolver: zodResolver(shareValues),
  })
  const { getValues } = form
  const submission = useSubmission(action, newSubmissionKey)
  const plan = useRef<PlanHandle>(null)
  const typed = useRef<FilledText>(null)
  const element = useRef<HTMLFormElement>(null)
  useKeepInput(action, (): Prefill => {
    const { images, projects, leftOut, reason } = getValues()
    return { images, projects, leftOut, reason, text: typed.current?.text() ?? '' }
  })

  /** Fills the whole form. Every field starts anew, without earlier searches and notes. */
  const fill = (values: ShareValues, text = values.pasted.text) => {
    const { confirmed, mismatchConfirmed, tenantsConfirmed, makeShared, revokeGrants } = EMPTY
    const asked = { confirmed, mismatchConfirmed, tenantsConfirmed, makeShared, revokeGrants }
    form.reset({ ...values, ...asked, reading: text !== '' })
    setStart(({ round }) => ({ round: round + 1, text }))
  }
  const shared = () => {
    fill(EMPTY)
    props.onShared()
  }
  const send = async (values: ShareValues, confirmed: ConfirmedPlan) => {
    const ended = await submission.submit(values, confirmed)
    const changed = ended.kind === 'refused' ? changedPlan(ended.error) : null
    if (ended.kind === 'done') {
      flyToDock(element.current)
      shared()
    }
    if (changed && plan.current?.changed(changed)) submission.forget()
    else if (ended.kind === 'refused' && ended.error instanceof ApiError) {
      const { field, message } = ended.error
      if (field === 'images' || field === 'projects') form.setError(field, { message }, { shouldFocus: true })
    }
  }
  const submit = form.handleSubmit(async () => {
    const confirmed = await plan.current?.confirm()
    if (confirmed) await send(getValues(), confirmed)
  })

  return (
    <form
      ref={element}
      aria-label={pageWords.form[action]}
      className={classes.form}
      data-action={action}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!submission.busy) void submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        if (!submission.busy) void submit()
      }}
    >
      <Fields key={start.round} ref={typed} action={action} form={form} initial={start.text} />
      <PlanPart
        ref={plan}
        action={action}
        form={form}
        busy={submission.busy}
        isIdle={submission.outcome.kind === 'none'}
        onExample={({ images, text }) => fill({ ...EMPTY, images }, text)}
      >
        <OutcomeNote
          action={action}
          outcome={submission.outcome}
          onFound={(jobId, values) => {
            submission.found(jobId, values)
            // Edits that were made meanwhile are not thrown away.
            if (sameContent(getValues(), values)) shared()
          }}
          // Sends the very same submission again, with the same key, whatever was edited meanwhile: only that
          // one was confirmed.
          onRetry={(values, confirmed) => void send(values, confirmed)}
          onAgain={(values) => {
            submission.forget()
            fill(values)
          }}
        />
      </PlanPart>
      <LeaveGuard action={action} hasContent={() => hasContent(getValues())} />
    </form>
  )
}
