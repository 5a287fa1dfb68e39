import { isAnswer, type JobAction, type JobSummary } from '#contract/job'
import { count, plural } from '../../format.ts'
import { missing } from '../../job-words.ts'

/** The words of stopping a job. */
export const stopWords = {
  button: 'Stop this job …',
  buttonOf: (job: string) => `Stop this job: ${job}`,
  title: 'Stop this job?',
  what: (o: { job: string; reason: string; by: string }) =>
    `${o.job}${o.reason && `, “${o.reason}”`}, by ${o.by}.`,
  confirm: 'Stop this job',
  cancel: 'Let it run',
  notStopped: (problem: string) => `Not stopped. ${problem}`,
  asked: 'The job is being stopped. Nothing more is sent.',
}

/** The word for pairs that the job changed: "12 shared". */
const DONE: Record<JobAction, string> = {
  share: 'shared',
  unshare: 'no longer shared',
  accept: 'accepted',
  reject: 'rejected',
}

const notSent = (pairs: number) =>
  pairs === 1
    ? '1 pair is not sent. A retry can send it later.'
    : `${plural(pairs, 'pair')} are not sent. A retry can send them later.`

const underWay = (pairs: number) =>
  pairs === 1
    ? '1 pair is under way at the cloud and cannot be called back: ' +
      'it is followed for up to half a minute, then the members are read.'
    : `${plural(pairs, 'pair')} are under way at the cloud and cannot be called back: ` +
      'they are followed for up to half a minute, then the members are read.'

const doneAlready = (pairs: number, done: string) =>
  pairs === 1
    ? `1 pair was ${done} already and stays so.`
    : `${plural(pairs, 'pair')} were ${done} already and stay so.`

/** Says in sentences what happens to the pairs when the job is stopped now. */
export function stopConsequences({ action, pairs }: Pick<JobSummary, 'action' | 'pairs'>): string[] {
  const { done, sent, waiting } = pairs
  const later = isAnswer(action)
    ? 'An answer is not undone: give the other one afterwards.'
    : 'Undo is offered as soon as the job has ended.'
  const sentences = [notSent(waiting)]
  if (sent > 0) sentences.push(underWay(sent))
  if (done > 0) sentences.push(`${doneAlready(done, DONE[action])} ${later}`)
  else sentences.push(`So far this job has changed nothing.${sent > 0 ? ` ${later}` : ''}`)
  if (action === 'unshare') sentences.push('Key grants that were to be revoked afterwards are not revoked.')
  return sentences
}

/** The results of a stopped job: "12 shared, 2 failed, 96 not sent". */
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

/**
 * "Stopped by alice: 12 shared, 96 not sent". While the job is still stopping, names who asked; empty when
 * nobody did.
 */
export function stopText(job: JobSummary): string {
  if (!job.stop) return ''
  const who = job.stop.by.name || job.stop.by.id
  if (job.endedAt === null) return `Stopping, asked by ${who}. Nothing more is sent.`
  return job.status === 'stopped'
    ? `Stopped by ${who}: ${stopOutcome(job)}`
    : `${who} stopped it when everything was sent: ${stopOutcome(job)}`
}
