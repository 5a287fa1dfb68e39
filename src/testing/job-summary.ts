import type { JobSummary } from '#contract/job'
import type { PairCounts } from '#contract/pair'

/** A job as lists show it, for tests of what is made of it: 480 pairs, all done, unless told otherwise. */
export function jobSummary(
  over: Partial<Omit<JobSummary, 'pairs'>> & { pairs?: Partial<PairCounts> } = {},
): JobSummary {
  return {
    id: 'a',
    revision: 1,
    action: 'share',
    status: 'succeeded',
    user: { id: 'u', name: 'operator' },
    actor: { id: 'u', name: 'operator' },
    reason: '',
    imageCount: 12,
    projectCount: 40,
    firstImage: 'debian-12',
    createdAt: 0,
    attempt: 1,
    startedAt: 0,
    endedAt: 0,
    problem: null,
    undoOf: null,
    wishes: (over.pairs?.done ?? 480) + (over.pairs?.unchanged ?? 0),
    undone: 0,
    stop: null,
    seen: false,
    ...over,
    pairs: {
      total: 480,
      waiting: 0,
      sent: 0,
      done: 480,
      unchanged: 0,
      impossible: 0,
      failed: 0,
      unconfirmed: 0,
      unsent: 0,
      ...over.pairs,
    },
  }
}
