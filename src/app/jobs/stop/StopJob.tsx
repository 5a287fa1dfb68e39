import { type ButtonProps, VisuallyHidden } from '@mantine/core'
import IconPlayerStop from '@tabler/icons-react/icons/IconPlayerStop'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isStopping, type JobSummary, TERMINAL } from '#contract/job'
import { settingsQuery, useReadOnly } from '../../api/settings.ts'
import { jobTitle } from '../../job-words.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useModule } from '../../ui/use-module.ts'
import { stopWords } from './words.ts'

const load = async () => (await import('./StopDialog.tsx')).StopDialog

/**
 * Why the signed-in user cannot stop a job; null for the user of the job, and for everybody with the right to
 * share.
 */
function useMayNotStop(job: JobSummary): string | null {
  const { data } = useQuery(settingsQuery)
  const readOnly = useReadOnly('stop the job of somebody else')
  return data?.user.id === job.user.id ? null : readOnly
}

/**
 * Stops a job that has not ended, after a question. `onAsked` is called when the stop is under way and the
 * button has disappeared: the caller moves the focus.
 */
export function StopJob(props: {
  job: JobSummary
  size: NonNullable<ButtonProps['size']>
  onAsked: () => void
}) {
  const { job, size, onAsked } = props
  const [open, setOpen] = useState(false)
  /** The revision with which the stop was stored; the job that is shown here may be older for a moment. */
  const [askedAt, setAskedAt] = useState(0)
  const Dialog = useModule(load, open)
  const blocked = useMayNotStop(job)
  // After the dialog has closed, because closing it gives the focus back to the button.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each stop, whatever the closure.
  useEffect(() => {
    if (askedAt > 0) onAsked()
  }, [askedAt])
  if (TERMINAL.has(job.status)) return null
  const asked = job.revision < askedAt || isStopping(job)
  return (
    <>
      <VisuallyHidden role="status">{asked && askedAt > 0 && stopWords.asked}</VisuallyHidden>
      {!asked && (
        <ActionButton
          blocked={blocked}
          size={size}
          variant="default"
          leftSection={<IconPlayerStop size={14} aria-hidden />}
          label={stopWords.buttonOf(jobTitle(job))}
          onClick={() => setOpen(true)}
        >
          {stopWords.button}
        </ActionButton>
      )}
      {open && Dialog && (
        <Dialog
          job={job}
          onClose={() => setOpen(false)}
          onAsked={(revision) => {
            setOpen(false)
            setAskedAt(revision)
          }}
        />
      )}
    </>
  )
}
