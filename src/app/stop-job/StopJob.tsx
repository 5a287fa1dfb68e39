import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core'
import IconPlayerStop from '@tabler/icons-react/icons/IconPlayerStop'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isStopping, type JobSummary, TERMINAL } from '#contract/job'
import { settingsQuery } from '../api/settings.ts'
import { jobTitle } from '../job-words.ts'
import { useModule } from '../ui/use-module.ts'

const load = async () => (await import('./StopDialog.tsx')).StopDialog

/** Whether the one who is signed in may stop a job: its own user, and whoever may share. */
function useMayStop(job: JobSummary): boolean {
  const { data } = useQuery(settingsQuery)
  return data === undefined || data.mayShare || data.user.id === job.user.id
}

/**
 * Stops a job that has not ended, after a question. `onAsked`: the stop is on its way and the button gone; the focus is to
 * go on somewhere.
 */
export function StopJob(props: { job: JobSummary; size: ButtonProps['size']; onAsked: () => void }) {
  const { job, size, onAsked } = props
  const [open, setOpen] = useState(false)
  /** The revision with which the stop was stored; the job that is shown here may be older for a moment. */
  const [askedAt, setAskedAt] = useState(0)
  const Dialog = useModule(load, open)
  const mayStop = useMayStop(job)
  // Once the dialog is gone, which gives the focus back to the button.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each stop, whatever the closure.
  useEffect(() => {
    if (askedAt > 0) onAsked()
  }, [askedAt])
  if (TERMINAL.has(job.status)) return null
  const asked = job.revision < askedAt || isStopping(job)
  return (
    <>
      <VisuallyHidden role="status">
        {asked && askedAt > 0 && 'The job is being stopped. Nothing more is sent.'}
      </VisuallyHidden>
      {mayStop && !asked && (
        <Button
          size={size}
          variant="default"
          leftSection={<IconPlayerStop size={14} aria-hidden />}
          aria-label={`Stop this job: ${jobTitle(job)}`}
          onClick={() => setOpen(true)}
        >
          Stop this job …
        </Button>
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
