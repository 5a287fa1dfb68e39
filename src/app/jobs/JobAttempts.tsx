import type { JobDetail, PairState } from '#contract/job'
import { count, duration } from '../format.ts'
import { Time } from '../ui/Time.tsx'
import classes from './JobAttempts.module.css'
import page from './JobPage.module.css'
import { PAIR_STATE } from './job-words.ts'

const RESULTS: readonly PairState[] = ['done', 'unchanged', 'failed', 'unconfirmed']
const BAD: ReadonlySet<PairState> = new Set(['failed', 'unconfirmed'])

/** The attempts of a job side by side, each with what came of the pairs it was about. Nothing when there was but one. */
export function JobAttempts({ job }: { job: JobDetail }) {
  if (job.attempts.length < 2) return null
  return (
    <section aria-labelledby="attempts" className={page.section}>
      <h2 id="attempts">Attempts</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label="Attempts, side by side">
        <table className={classes.table}>
          <thead>
            <tr>
              {[
                'Attempt',
                'Started',
                'Took',
                ...RESULTS.map((state) => PAIR_STATE[job.action][state].word),
              ].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {job.attempts.map(({ number, startedAt, endedAt, pairs }) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                <td>
                  <Time at={startedAt} />
                </td>
                <td>{endedAt === null ? 'under way' : duration(endedAt - startedAt)}</td>
                {RESULTS.map((state) => (
                  <td
                    key={state}
                    data-tone={BAD.has(state) && pairs[state] > 0 ? 'bad' : undefined}
                    className={BAD.has(state) && pairs[state] > 0 ? classes.lost : undefined}
                  >
                    {count(pairs[state])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
