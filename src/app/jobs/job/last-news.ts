import type { JobDetail } from '#contract/job'

/** When something was last heard of a job, in ms since 1970. */
export function lastNews({ createdAt, startedAt, readAt, plan, attempts, calls }: JobDetail): number {
  const times = [
    createdAt,
    startedAt,
    readAt,
    plan?.at,
    ...attempts.map((attempt) => attempt.startedAt),
    ...calls.flatMap((call) => [call.startedAt, call.endedAt]),
  ]
  return times.reduce<number>((latest, time) => Math.max(latest, time ?? 0), 0)
}
