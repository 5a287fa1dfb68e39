import { zodResolver } from '@hookform/resolvers/zod'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import type { AnswerAction } from '#contract/job'
import { VAULT_ID } from '#ims/members'
import { ApiError } from '../api/client.ts'
import { useAnswer } from '../api/received.ts'
import { settingsQuery } from '../api/settings.ts'
import { newSubmissionKey } from '../api/share-images.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import { ReasonField } from '../ui/ReasonField.tsx'
import { Problem } from '../ui/states/Problem.tsx'
import classes from './ReceivedPage.module.css'
import { changedBy, type Received } from './received-search.ts'
import { ACTION, words } from './words.ts'

/** The number of images and projects that the dialog names. */
const NAMED = 8

const answerValues = (takesVault: boolean) =>
  z.object({
    vaultId: takesVault ? z.string().check(z.trim(), z.regex(VAULT_ID, words.vaultNeeded)) : z.string(),
    reason: z.string().check(z.trim(), z.maxLength(MAX_REASON, words.tooLong(MAX_REASON))),
  })

/** Says what the answer changes, asks what it needs, and gives it. */
export function AnswerDialog(props: {
  action: AnswerAction
  images: readonly Received[]
  onClose: () => void
  onAnswered: (answered: { images: number; jobId: string }) => void
}) {
  const { action } = props
  const { means } = ACTION[action]
  const changed = changedBy(action, props.images)
  const same = props.images.length - changed.length
  const takesVault = action === 'accept' && changed.some(({ kind }) => kind === 'full-ecs')
  const { data: settings } = useQuery(settingsQuery)
  const answer = useAnswer()
  // One key for as long as the dialog is open: trying again after a broken connection makes no second job.
  const [key] = useState(newSubmissionKey)
  const { register, handleSubmit, formState, setError } = useForm({
    defaultValues: { vaultId: '', reason: '' },
    resolver: zodResolver(answerValues(takesVault)),
  })
  const formId = useId()

  const submit = handleSubmit(async ({ vaultId, reason }) => {
    if (!settings) return
    const images = changed.map(({ id }) => id)
    try {
      const request = { action, images, project: settings.project.id, vaultId, reason, key }
      props.onAnswered({ images: images.length, jobId: await answer.mutateAsync(request) })
    } catch (error) {
      const lost = error instanceof ApiError && error.status === 0
      const message = error instanceof Error ? error.message : String(error)
      setError('root', {
        message: lost ? words.lost(message) : words.notSent(message),
      })
    }
  })

  return (
    <ModalDialog title={words.ask(action, changed.length)} onClose={props.onClose}>
      <form
        id={formId}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!answer.isPending) void submit()
        }}
      >
        <Names label={words.images} names={changed.map(({ name, id }) => name || id)} />
        <Names label={words.from} names={ownersOf(changed)} />
        <p>
          {means}
          {same > 0 && ` ${words.answeredBefore(action, same)}`}
        </p>
        {takesVault && (
          <TextInput
            {...register('vaultId')}
            label={words.vault}
            description={words.vaultHint}
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: classes.mono }}
            error={formState.errors.vaultId?.message}
          />
        )}
        <ReasonField {...register('reason')} error={formState.errors.reason?.message} />
        {formState.errors.root && <Problem>{formState.errors.root.message}</Problem>}
      </form>
      <div>
        <Button variant="default" onClick={props.onClose}>
          {words.cancel}
        </Button>
        <Button
          type="submit"
          form={formId}
          {...(action === 'reject' && { color: 'stop' })}
          loading={answer.isPending}
        >
          {words.answerNow(action, changed.length)}
        </Button>
      </div>
    </ModalDialog>
  )
}

/** "golden-images", or the ID of a project whose name is not known here. */
const ownersOf = (images: readonly Received[]) => [
  ...new Set(images.map(({ ownerName, owner }) => ownerName || (owner ?? words.unknownProject))),
]

function Names({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <div>
      <b>{label}</b>
      <ul className={classes.names} aria-label={label}>
        {names.slice(0, NAMED).map((name, at) => (
          <li key={at} translate="no">
            {name}
          </li>
        ))}
        {names.length > NAMED && <li>{words.more(names.length - NAMED)}</li>}
      </ul>
    </div>
  )
}
