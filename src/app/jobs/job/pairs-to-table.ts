import { guardFormulas } from '#contract/formulas'
import type { JobDetail } from '#contract/job'
import type { Pair } from '#contract/pair'
import { pairWords } from '../words.ts'
import { pairResult } from './pair-result.ts'

const HEAD = ['Image', 'Image ID', 'Project', 'Project ID', 'Result', 'Code', 'Cloud’s claim', 'Read back']

/** Pairs of a job as rows with tabs in between, which spreadsheets and tickets take for a table. */
export function pairsToTable(
  job: Pick<JobDetail, 'action' | 'images' | 'projects'>,
  pairs: readonly Pair[],
): string {
  const rows = pairs.map((pair) => {
    const { image, project, code, claim, present } = pair
    const { images, projects, action } = job
    const [of, to] = [images[image], projects[project]]
    const readBack = present === null ? '' : pairWords.present[action][present ? 'yes' : 'no']
    return [
      of?.name,
      of?.id,
      to?.name,
      to?.id,
      pairResult(action, pair).word,
      code,
      claim && pairWords.claims[claim],
      readBack,
    ]
  })
  const cell = (value: string | null | undefined) => guardFormulas((value ?? '').replace(/[\t\r\n]/g, ' '))
  return [HEAD, ...rows].map((row) => row.map(cell).join('\t')).join('\n')
}
