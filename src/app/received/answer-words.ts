import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconClockQuestion from '@tabler/icons-react/icons/IconClockQuestion'
import IconX from '@tabler/icons-react/icons/IconX'
import { ANSWERED, type AnswerAction } from '#contract/job'
import type { MemberStatus } from '#ims/members'
import type { StatusLook } from '../ui/states/StatusBadge.tsx'
import type { Received } from './received-search.ts'

/** How each answer is told. */
export const ANSWER: Record<MemberStatus, StatusLook> = {
  pending: { word: 'Not answered', tone: 'warn', icon: IconClockQuestion },
  accepted: { word: 'Accepted', tone: 'good', icon: IconCheck },
  rejected: { word: 'Rejected', tone: 'idle', icon: IconX },
}

/** What an answer is called, and what it means for the project (Glance and IMS agree: access is not a matter of it). */
export const ACTION: Record<AnswerAction, { verb: string; doing: string; means: string }> = {
  accept: {
    verb: 'Accept',
    doing: 'Accepting',
    means: 'They appear in the image lists of this project, for everybody who works in it.',
  },
  reject: {
    verb: 'Reject',
    doing: 'Rejecting',
    means:
      'They disappear from the image lists of this project. Servers made from them go on, and who knows the ID of an image can still use it: only its owner can take it back.',
  },
}

/** Those of the images that the answer changes. */
export const changedBy = (action: AnswerAction, images: readonly Received[]): Received[] =>
  images.filter(({ answer }) => answer !== ANSWERED[action])
