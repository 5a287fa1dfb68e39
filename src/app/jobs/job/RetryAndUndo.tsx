import type { ButtonProps } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { Link } from '@tanstack/react-router'
import type { JobSummary } from '#contract/job'
import type { useJobActions } from '../../api/job-actions.ts'
import { useReadOnly } from '../../api/settings.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { jobWords } from '../words.ts'

/** Retries the pairs that a job did not get done. */
export function RetryButton(props: {
  label: string
  size: NonNullable<ButtonProps['size']>
  variant: 'filled' | 'default'
  retry: ReturnType<typeof useJobActions>['retry']
  onRetry: () => void
}) {
  return (
    <ActionButton
      blocked={useReadOnly('change jobs')}
      size={props.size}
      variant={props.variant}
      leftSection={<IconRefresh size={14} aria-hidden />}
      loading={props.retry.isPending}
      onClick={props.onRetry}
    >
      {props.label}
    </ActionButton>
  )
}

/** Links to the page that shows what undoing the job would change. */
export function UndoButton({ job, size }: { job: JobSummary; size: NonNullable<ButtonProps['size']> }) {
  return (
    <ActionButton
      blocked={useReadOnly('change jobs')}
      renderRoot={(props) => <Link {...props} to="/jobs/$jobId/undo" params={{ jobId: job.id }} />}
      size={size}
      variant="default"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
    >
      {jobWords.undo}
    </ActionButton>
  )
}
