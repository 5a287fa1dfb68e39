import { isAnswer, type JobAction, type JobSummary } from '#contract/job'
import { count, plural } from '../../format.ts'
import { missing } from '../../job-words.ts'

/** What became of pairs that the job changed: "12 shared". */
const DONE: Record<JobAction, string> = {
  share: 'shared',
  unshare: 'no longer shared',
  accept: 'accepted',
  reject: 'rejected',
}

const were = (pairs: number) => (pairs === 1 ? 'was' : 'were')
const are = (pairs: number) => (pairs === 1 ? 'is' : 'are')
const stay = (pairs: number) => (pairs === 1 ? 'stays' : 'stay')

/** What will and what will not be undone when the job is stopped now, in sentences. */
export function stopConsequences(job: Pick<JobSummary, 'action' | 'pairs'>): string[] {
  const { action, pairs } = job
  const { done, sent, waiting } = pairs
  const later = isAnswer(action)
    ? 'An answer is not undone: give the other one afterwards.'
    : 'Undo is offered as soon as the job has ended.'
  return [
    `${plural(waiting, 'pair')} ${are(waiting)} not sent. A retry can send ${waiting === 1 ? 'it' : 'them'} later.`,
    ...(sent > 0
      ? [
          `${plural(sent, 'pair')} ${are(sent)} under way at the cloud and cannot be called back: ${sent === 1 ? 'it is' : 'they are'} followed for up to half a minute, then the members are read.`,
        ]
      : []),
    done > 0
      ? `${plural(done, 'pair')} ${were(done)} ${DONE[action]} already and ${stay(done)} so. ${later}`
      : `So far this job has changed nothing.${sent > 0 ? ` ${later}` : ''}`,
    ...(action === 'unshare' ? ['Key grants that were to be revoked afterwards are not revoked.'] : []),
  ]
}

/** "12 shared, 2 failed, 96 not sent": what a stopped job came to. */
function stopOutcome({ action, pairs }: Pick<JobSummary, 'action' | 'pairs'>): string {
  const parts = [
    [pairs.done, DONE[action]],
    [pairs.unchanged, 'so before'],
    [missing(pairs), 'failed or not confirmed'],
    [pairs.unsent, 'not sent'],
  ] as const
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${count(number)} ${word}`)
  return told.join(', ') || 'nothing changed'
}

/** "Stopped by alice: 12 shared, 96 not sent"; while it goes on, who asked; empty when nobody did. */
export function stopText(job: JobSummary): string {
  if (!job.stop) return ''
  const who = job.stop.by.name || job.stop.by.id
  if (job.endedAt === null) return `Stopping, asked by ${who}. Nothing more is sent.`
  return job.status === 'stopped'
    ? `Stopped by ${who}: ${stopOutcome(job)}`
    : `${who} stopped it when everything was sent: ${stopOutcome(job)}`
}
