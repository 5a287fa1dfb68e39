import { Button } from '@mantine/core'
import IconRepeat from '@tabler/icons-react/icons/IconRepeat'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { isAnswer, type JobDetail } from '#contract/job'
import { isWhole } from '#contract/rectangles'
import { readPairs } from '../../api/jobs.ts'
import { ButtonLink } from '../../ui/Links.tsx'
import { jobWords } from '../words.ts'
import { shareAgain } from './share-again.ts'

const look = { variant: 'default', size: 'xs', leftSection: <IconRepeat size={14} aria-hidden /> } as const

/** Opens the share form with the pairs of a job. They are read first when the job has only some of its lists. */
export function ShareAgain({ job }: { job: JobDetail }) {
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: async () => {
      const search = shareAgain(job, await readPairs(job, () => {}))
      if (!search) throw new Error(jobWords.tooLarge)
      await navigate({ to: '/share', search })
    },
  })
  if (isAnswer(job.action)) return null
  const whole = isWhole(job) ? shareAgain(job) : null
  if (whole)
    return (
      <ButtonLink to="/share" search={whole} {...look}>
        {jobWords.shareAgain}
      </ButtonLink>
    )
  if (isWhole(job)) return null
  return (
    <>
      <Button {...look} loading={open.isPending} onClick={() => open.mutate()}>
        {jobWords.shareAgain}
      </Button>
      <span role="status" data-tone="bad">
        {open.error?.message}
      </span>
    </>
  )
}
