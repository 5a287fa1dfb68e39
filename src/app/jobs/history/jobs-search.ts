import * as z from 'zod/mini'
import { type JobFilter, jobAction, jobFilter, jobOrder, jobStatus } from '#contract/job'
import { pairState } from '#contract/pair'

const text = z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined)
const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), undefined)

/** The address of the history: filters and order, each of which degrades to "none" by itself. Days are local. */
export const jobsSearch = z.object({
  text,
  status: z.catch(z.optional(jobStatus), undefined),
  action: z.catch(z.optional(jobAction), undefined),
  user: text,
  image: text,
  project: text,
  from: day,
  to: day,
  seen: z.catch(jobFilter.shape.seen, undefined),
  sort: z.catch(jobOrder.shape.sort, undefined),
  order: z.catch(jobOrder.shape.order, undefined),
})
export type JobsSearch = z.infer<typeof jobsSearch>

/** The address of a job: which pairs are shown. */
export const jobSearch = z.object({ state: z.catch(z.optional(pairState), undefined), text })

/**
 * Both days inclusive on the screen; `to` is exclusive for the gateway. A day that does not exist is no
 * filter.
 */
export function toJobFilter({ from, to, sort: _, order: __, ...rest }: JobsSearch): JobFilter {
  return { ...rest, from: startOfDay(from, 0), to: startOfDay(to, 1) }
}

function startOfDay(day: string | undefined, plus: number): number | undefined {
  if (!day) return undefined
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const start = new Date(year, month - 1, date)
  if (start.getMonth() !== month - 1 || start.getDate() !== date) return undefined
  return new Date(year, month - 1, date + plus).getTime()
}
