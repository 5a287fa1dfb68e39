import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import type { LiveJobs } from '../api/jobs.ts'
import { createRemembered } from '../ui/remembered.ts'

const remembered = createRemembered('jobs-dock')

/** Where the jobs have room beside a form and its plan. */
const ROOM = '(min-width: 106.25em)'

/**
 * Whether the docked jobs are unfolded: as the operator last chose, else where there is room for them, and once a job
 * of this user's is under way.
 */
export function useDock(live: LiveJobs | undefined, userId: string | undefined) {
  const isChosenOpen = remembered.useIs((value) => value === 'open')
  const isFolded = remembered.useIs((value) => value === 'folded')
  const hasRoom = useMediaQuery(ROOM, false)
  const isUnderWay = live?.jobs.some((job) => job.endedAt === null && job.user.id === userId) ?? false
  // It stays open when the job has ended: its outcome is what is waited for.
  const [wasUnderWay, setUnderWay] = useState(false)
  if (isUnderWay && !wasUnderWay) setUnderWay(true)
  return {
    isOpen: !isFolded && (isChosenOpen || hasRoom || wasUnderWay),
    choose: (open: boolean) => remembered.set(open ? 'open' : 'folded'),
  }
}
