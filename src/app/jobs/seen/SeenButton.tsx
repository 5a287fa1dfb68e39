import { Button } from '@mantine/core'
import IconEye from '@tabler/icons-react/icons/IconEye'
import { isUnseen, type JobSummary } from '#contract/job'
import { useJobActions } from '../../api/job-actions.ts'
import { jobName } from '../../job-words.ts'
import { seenWords } from '../words.ts'

/**
 * Says that a job that went wrong has been seen, so that it is not put first any more. Shows nothing for any other job.
 * `onSeen`: the button is about to go; the caller moves the focus.
 */
export function SeenButton(props: { job: JobSummary; size: 'compact-xs' | 'xs'; onSeen: () => void }) {
  const { job, size, onSeen } = props
  const { see } = useJobActions(job.id)
  if (!isUnseen(job, Date.now())) return null
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<IconEye size={14} aria-hidden />}
        aria-label={seenWords.buttonOf(jobName(job))}
        loading={see.isPending}
        onClick={() => {
          onSeen()
          see.mutate()
        }}
      >
        {seenWords.button}
      </Button>
      {see.error && (
        <span role="alert" data-tone="bad">
          {see.error.message}
        </span>
      )}
    </>
  )
}
