import type { Attempt, JobDetail } from '#contract/job'
import type { PairState } from '#contract/pair'
import { count, duration } from '../../format.ts'
import { PAIR_STATE } from '../../job-words.ts'
import { Time } from '../../ui/Time.tsx'
import classes from './JobAttempts.module.css'
import page from './JobPage.module.css'

const RESULTS: readonly PairState[] = ['done', 'unchanged', 'impossible', 'failed', 'unconfirmed', 'unsent']

/** The attempts of a job side by side, each with what came of the pairs it was about. Nothing when there was but one. */
export function JobAttempts({ job }: { job: JobDetail }) {
  if (job.attempts.length < 2) return null
  // Most jobs are never stopped.
  const results = RESULTS.filter(
    (state) => state !== 'unsent' || job.attempts.some(({ pairs }) => pairs.unsent > 0),
  )
  const words = results.map((state) => PAIR_STATE[job.action][state].word)
  return (
    <section aria-labelledby="attempts" className={page.section}>
      <h2 id="attempts">Attempts</h2>
      <table aria-labelledby="attempts" className={classes.table}>
        <thead>
          <tr>
            {['Attempt', 'Who', 'Started', 'Took', ...words].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {job.attempts.map(({ number, user, startedAt, endedAt, pairs }) => (
            <tr key={number}>
              <th scope="row" data-label="Attempt">
                {number}
              </th>
              <td data-label="Who">{user.name || user.id}</td>
              <td data-label="Started">
                <Time at={startedAt} />
              </td>
              <td data-label="Took">{endedAt === null ? 'under way' : duration(endedAt - startedAt)}</td>
              {results.map((state, n) => (
                <Count key={state} label={words[n]} state={state} pairs={pairs} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Count(props: { label: string | undefined; state: PairState; pairs: Attempt['pairs'] }) {
  const number = props.pairs[props.state]
  const bad = number > 0 && (props.state === 'failed' || props.state === 'unconfirmed')
  return (
    <td
      data-label={props.label}
      data-tone={bad ? 'bad' : undefined}
      className={bad ? classes.lost : undefined}
    >
      {count(number)}
    </td>
  )
}
