import type { Attempt, JobDetail } from '#contract/job'
import type { PairState } from '#contract/pair'
import { count, duration } from '../../format.ts'
import { PAIR_STATE } from '../../job-words.ts'
import { Time } from '../../ui/Time.tsx'
import { jobWords } from '../words.ts'
import classes from './JobAttempts.module.css'
import page from './JobPage.module.css'

const RESULTS: readonly PairState[] = ['done', 'unchanged', 'impossible', 'failed', 'unconfirmed', 'unsent']

/**
 * The attempts of a job side by side, each with the results of its pairs. Shows nothing when there was only
 * one.
 */
export function JobAttempts({ job }: { job: JobDetail }) {
  if (job.attempts.length < 2) return null
  // Most jobs are never stopped.
  const results = RESULTS.filter(
    (state) => state !== 'unsent' || job.attempts.some(({ pairs }) => pairs.unsent > 0),
  )
  const words = results.map((state) => PAIR_STATE[job.action][state].word)
  return (
    <section aria-labelledby="attempts" className={page.section}>
      <h2 id="attempts">{jobWords.attempts}</h2>
      <table aria-labelledby="attempts" className={classes.table}>
        <thead>
          <tr>
            {[jobWords.attempt, jobWords.who, jobWords.started, jobWords.took, ...words].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {job.attempts.map(({ number, user, startedAt, endedAt, pairs }) => (
            <tr key={number}>
              <th scope="row" data-label={jobWords.attempt}>
                {number}
              </th>
              <td data-label={jobWords.who}>{user.name || user.id}</td>
              <td data-label={jobWords.started}>
                <Time at={startedAt} />
              </td>
              <td data-label={jobWords.took}>
                {endedAt === null ? jobWords.underWay : duration(endedAt - startedAt)}
              </td>
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
