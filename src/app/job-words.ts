import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconBan from '@tabler/icons-react/icons/IconBan'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCircleX from '@tabler/icons-react/icons/IconCircleX'
import IconClock from '@tabler/icons-react/icons/IconClock'
import IconClockPause from '@tabler/icons-react/icons/IconClockPause'
import IconEqual from '@tabler/icons-react/icons/IconEqual'
import IconLoader2 from '@tabler/icons-react/icons/IconLoader2'
import IconPlayerStop from '@tabler/icons-react/icons/IconPlayerStop'
import IconSend from '@tabler/icons-react/icons/IconSend'
import {
  isAnswer,
  isStopping,
  isUndone,
  type JobAction,
  type JobStatus,
  type JobSummary,
} from '#contract/job'
import type { Pair, PairCounts, PairState } from '#contract/pair'
import { count, plural } from './format.ts'
import type { Segment } from './ui/states/ProgressBar.tsx'
import type { StatusLook } from './ui/states/StatusBadge.tsx'

const queued = { word: 'Queued', tone: 'idle', icon: IconClock } as const
const held = { word: 'Waiting', tone: 'warn', icon: IconClockPause } as const
const failed = { word: 'Failed', tone: 'bad', icon: IconCircleX } as const
const running = { tone: 'busy', icon: IconLoader2, turning: true } as const
const good = { tone: 'good', icon: IconCheck } as const
const stopped = { word: 'Job stopped', tone: 'warn', icon: IconPlayerStop } as const
const stopping = { word: 'Stopping the job', ...running } as const

/**
 * The look of each status of each action. When the contract gets a new status, this table does not compile
 * without a word for it.
 */
const JOB_STATUS: Record<JobAction, Record<'queued' | 'running' | 'waiting' | 'succeeded', StatusLook>> = {
  share: {
    queued,
    running: { word: 'Sharing', ...running },
    waiting: held,
    succeeded: { word: 'Shared', ...good },
  },
  unshare: {
    queued,
    running: { word: 'Stopping', ...running },
    waiting: held,
    succeeded: { word: 'Stopped sharing', ...good },
  },
  accept: {
    queued,
    running: { word: 'Accepting', ...running },
    waiting: held,
    succeeded: { word: 'Accepted', ...good },
  },
  reject: {
    queued,
    running: { word: 'Rejecting', ...running },
    waiting: held,
    succeeded: { word: 'Rejected', ...good },
  },
}

/** What pairs are that are as their job wanted them: "10 shared". */
const ARRIVED: Record<JobAction, string> = {
  share: 'shared',
  unshare: 'stopped',
  accept: 'accepted',
  reject: 'rejected',
}

/** The look of a job's status. A job that has ended says what came of its pairs, and no word has two colours. */
export function statusLook(job: JobSummary): StatusLook {
  const { action, status, pairs } = job
  if (isStopping(job)) return stopping
  if (isUndone(job)) return { word: 'Undone', tone: 'idle', icon: IconArrowBackUp }
  switch (status) {
    case 'stopped':
      return stopped
    case 'partial':
    case 'failed':
      return lossLook(job)
    case 'succeeded':
      return pairs.done === 0 && pairs.unchanged > 0
        ? PAIR_STATE[action].unchanged
        : JOB_STATUS[action].succeeded
    default:
      return JOB_STATUS[action][status]
  }
}

/** "10 shared, 1 failed", "16 shared, 20 impossible"; one word where that is true of every pair. */
function lossLook({ action, pairs }: JobSummary): StatusLook {
  const arrived = pairs.done + pairs.unchanged
  const lost = missing(pairs)
  if (lost === pairs.total) return failed
  if (pairs.impossible === pairs.total) return impossible
  const parts = [
    arrived > 0 && `${count(arrived)} ${ARRIVED[action]}`,
    lost > 0 && `${count(lost)} failed`,
    pairs.impossible > 0 && `${count(pairs.impossible)} impossible`,
  ]
  const word = parts.filter(Boolean).join(', ')
  return lost > 0 ? { word, tone: 'bad', icon: IconAlertTriangle } : { word, tone: 'warn', icon: IconBan }
}

const notSent = { word: 'Not sent yet', tone: 'idle', icon: IconClock } as const
const sent = { word: 'Sent', tone: 'busy', icon: IconSend } as const
const impossible = { word: 'Impossible', tone: 'warn', icon: IconBan } as const
const unsent = { word: 'Not sent', tone: 'warn', icon: IconPlayerStop } as const
const unconfirmed = { word: 'Not confirmed', tone: 'bad', icon: IconAlertTriangle } as const

/** The look of each state of a pair. */
export const PAIR_STATE: Record<JobAction, Record<PairState, StatusLook>> = {
  share: {
    waiting: notSent,
    sent,
    done: { word: 'Shared', ...good },
    unchanged: { word: 'Already shared', tone: 'idle', icon: IconEqual },
    impossible,
    failed,
    unconfirmed,
    unsent,
  },
  unshare: {
    waiting: notSent,
    sent,
    done: { word: 'Stopped sharing', ...good },
    unchanged: { word: 'Was not shared', tone: 'idle', icon: IconEqual },
    impossible,
    failed,
    unconfirmed,
    unsent,
  },
  accept: {
    waiting: notSent,
    sent,
    done: { word: 'Accepted', ...good },
    unchanged: { word: 'Already accepted', tone: 'idle', icon: IconEqual },
    impossible,
    failed,
    unconfirmed,
    unsent,
  },
  reject: {
    waiting: notSent,
    sent,
    done: { word: 'Rejected', ...good },
    unchanged: { word: 'Already rejected', tone: 'idle', icon: IconEqual },
    impossible,
    failed,
    unconfirmed,
    unsent,
  },
}

/** "attempt 1: failed, IMG.0112"; "attempt 1: not confirmed", where the code says no more than the word. */
export function earlierText(action: JobAction, { attempt, state, code }: Pair['earlier'][number]): string {
  const word = PAIR_STATE[action][state].word.toLowerCase()
  const more = code && code !== 'CONSOLE.NOT_CONFIRMED' ? `, ${code}` : ''
  return `attempt ${attempt}: ${word}${more}`
}

/** Words of a status where the action is not known, as in a filter. */
export const STATUS_WORDS: Record<JobStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  partial: 'Partly done',
  failed: 'Failed',
  stopped: 'Stopped before its end',
}

export const ACTION_WORDS: Record<JobAction, string> = {
  share: 'Share',
  unshare: 'Stop sharing',
  accept: 'Accept',
  reject: 'Reject',
}

/** A job by its reason, as people know it; by what it does where none was given. */
export const jobName = (job: JobSummary): string => job.reason || jobTitle(job)

/** "3 × 36 · ubuntu-24.04 +2", "12 images · ubuntu-24.04 +11". */
export function jobShape({ action, imageCount, projectCount, firstImage }: JobSummary): string {
  const size = isAnswer(action)
    ? plural(imageCount, 'image')
    : `${count(imageCount)} × ${count(projectCount)}`
  return `${size} · ${firstImage}${imageCount > 1 ? ` +${count(imageCount - 1)}` : ''}`
}

/** "Share 12 images with 40 projects", "Accept 12 images". */
export const jobTitle = (job: Pick<JobSummary, 'action' | 'imageCount' | 'projectCount'>) => {
  const what = `${ACTION_WORDS[job.action]} ${plural(job.imageCount, 'image')}`
  return isAnswer(job.action) ? what : `${what} with ${plural(job.projectCount, 'project')}`
}

/** Pairs that have a result. */
export const settled = (pairs: PairCounts) => pairs.total - pairs.waiting - pairs.sent

/** Pairs that did not arrive: refused, or claimed and not found. */
export const missing = (pairs: PairCounts) => pairs.failed + pairs.unconfirmed

/** "312 of 480 pairs"; "480 pairs" once all are settled. */
export const progressText = (pairs: PairCounts) =>
  settled(pairs) === pairs.total
    ? plural(pairs.total, 'pair')
    : `${count(settled(pairs))} of ${plural(pairs.total, 'pair')}`

/** "14 failed", "42 impossible", "96 not sent": what did not arrive, in words; none when all did. */
export const lossTexts = (pairs: PairCounts): { text: string; tone: 'bad' | 'warn' }[] =>
  [
    { pairs: missing(pairs), text: `${count(missing(pairs))} failed`, tone: 'bad' as const },
    { pairs: pairs.impossible, text: `${count(pairs.impossible)} impossible`, tone: 'warn' as const },
    { pairs: pairs.unsent, text: `${count(pairs.unsent)} not sent`, tone: 'warn' as const },
  ].filter((loss) => loss.pairs > 0)

/** Tells that a job was undone in part, or undoes another one; empty when neither, or when its status says it. */
export function undoText(job: JobSummary): string {
  if (isUndone(job)) return ''
  if (job.undone > 0) return `${count(job.undone)} of ${plural(job.pairs.done, 'pair')} undone`
  return job.undoOf === null ? '' : 'an undo'
}

/** "operator", or "operator, then alice" of a job that somebody else took over or tried again. */
export const whoText = ({ user, actor }: Pick<JobSummary, 'user' | 'actor'>): string => {
  const name = (person: JobSummary['user']) => person.name || person.id
  return user.id === actor.id ? name(user) : `${name(user)}, then ${name(actor)}`
}

/** The bar: failed first, as everywhere. It stays empty where nothing was sent, or all of it was undone. */
export function progressSegments(job: Pick<JobSummary, 'action' | 'pairs' | 'undone' | 'wishes'>): Segment[] {
  const { action, pairs } = job
  if (isUndone(job)) return []
  return [
    { value: missing(pairs), look: 'failed' },
    { value: pairs.done, look: action === 'unshare' ? 'removed' : 'confirmed' },
    { value: pairs.unchanged, look: 'there' },
    { value: pairs.impossible, look: 'impossible' },
    { value: pairs.sent, look: 'sent' },
  ]
}

/** One sentence for the end of a job: "Share 12 images with 40 projects: 477 of 480 pairs done, 3 failed." */
export function endingText(job: JobSummary): string {
  const { pairs } = job
  const arrived = pairs.done + pairs.unchanged
  const losses = lossTexts(pairs).map(({ text }) => text)
  const attempt = job.attempt > 1 ? `, attempt ${job.attempt}` : ''
  const stopped = job.stop && job.status === 'stopped' ? `, stopped by ${job.stop.by.name}` : ''
  const what = `${jobTitle(job)}${attempt}${stopped}`
  if (losses.length === 0)
    return `${what}: ${pairs.total > 1 ? 'all ' : ''}${plural(pairs.total, 'pair')} done.`
  return `${what}: ${[`${count(arrived)} of ${plural(pairs.total, 'pair')} done`, ...losses].join(', ')}.`
}
