import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ApiError } from '../api/client.ts'
import { ImageField } from './ImageField.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { newSubmissionKey } from './new-submission-key.ts'
import { OutcomeNote } from './OutcomeNote.tsx'
import { PasteField } from './PasteField.tsx'
import { ProjectField } from './ProjectField.tsx'
import { ReasonField } from './ReasonField.tsx'
import classes from './ShareForm.module.css'
import { Summary } from './Summary.tsx'
import { EMPTY, hasContent, type ShareValues, shareValues } from './share-values.ts'
import { useSubmission } from './use-submission.ts'

/** What an address fills in. `projects` is text for the paste field, where each gets a verdict. */
export type Prefill = { images: ReadonlySet<string>; projects: string; reason: string }

/** Chooses images and projects, and shares each image with each project. */
export function ShareForm({ prefill, onShared }: { prefill: Prefill; onShared: () => void }) {
  const [start, setStart] = useState({ round: 0, text: prefill.projects })
  const form = useForm<ShareValues>({
    defaultValues: { ...EMPTY, images: prefill.images, reason: prefill.reason, reading: start.text !== '' },
    resolver: zodResolver(shareValues),
  })
  const { control, getValues, register, formState } = form
  const submission = useSubmission(newSubmissionKey)

  /** Fills the whole form; every field begins anew, without searches and notes of before. */
  const fill = (values: ShareValues) => {
    form.reset({ ...values, confirmed: false, reading: values.pasted.text !== '' })
    setStart(({ round }) => ({ round: round + 1, text: values.pasted.text }))
  }
  const shared = () => {
    fill(EMPTY)
    onShared()
  }
  const submit = form.handleSubmit(async (values) => {
    const ended = await submission.submit(values)
    if (ended.kind === 'done') shared()
    else if (ended.kind === 'refused' && ended.error instanceof ApiError) {
      const { field, message } = ended.error
      if (field === 'images' || field === 'projects') form.setError(field, { message }, { shouldFocus: true })
    }
  })

  return (
    <form
      aria-label="Share images"
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!submission.busy) void submit()
      }}
    >
      <div key={start.round} className={classes.fields}>
        <ImageField control={control} />
        <div className={classes.part}>
          <ProjectField control={control} />
          <PasteField control={control} initial={start.text} />
        </div>
        <ReasonField {...register('reason')} error={formState.errors.reason?.message} />
      </div>
      <div className={classes.aside}>
        <OutcomeNote
          outcome={submission.outcome}
          onFound={(jobId, values) => {
            submission.found(jobId, values)
            shared()
          }}
          onRetry={() => void submit()}
          onAgain={(values) => {
            submission.forget()
            fill(values)
          }}
        />
        <Summary control={control} busy={submission.busy} />
      </div>
      <LeaveGuard hasContent={() => hasContent(getValues())} />
    </form>
  )
}
