import { Link } from '@tanstack/react-router'
import type { JobDetail } from '#contract/job'
import { type PairState, pairState } from '#contract/pair'
import { count } from '../../format.ts'
import { PAIR_STATE } from '../../job-words.ts'
import { pairWords } from '../words.ts'
import classes from './PairFilter.module.css'

/** The order of the filters. As in the table, failed pairs come first. */
const ORDER: readonly PairState[] = [
  'unconfirmed',
  'failed',
  'sent',
  'waiting',
  'unsent',
  'done',
  'unchanged',
  'impossible',
]

/** Counts by state; each is a link that shows only these pairs. States without pairs are left out. */
export function PairFilter({ job, state }: { job: JobDetail; state: PairState | undefined }) {
  const shown = ORDER.filter(
    (each) => pairState.options.includes(each) && (job.pairs[each] > 0 || each === state),
  )
  return (
    <div className={classes.bar}>
      <h2>{pairWords.title}</h2>
      <nav aria-label={pairWords.byResult}>
        <ul>
          <Choice job={job} active={state === undefined} word={pairWords.all} pairs={job.pairs.total} />
          {shown.map((each) => (
            <Choice
              key={each}
              job={job}
              state={each}
              active={state === each}
              word={PAIR_STATE[job.action][each].word}
              pairs={job.pairs[each]}
            />
          ))}
        </ul>
      </nav>
    </div>
  )
}

function Choice(props: { job: JobDetail; state?: PairState; active: boolean; word: string; pairs: number }) {
  return (
    <li>
      <Link
        to="/jobs/$jobId"
        params={{ jobId: props.job.id }}
        search={{ state: props.state }}
        replace
        resetScroll={false}
        className={classes.choice}
        data-on={props.active || undefined}
        aria-current={props.active ? 'true' : undefined}
        activeProps={{ 'aria-current': props.active ? 'true' : undefined }}
      >
        {props.word} <b>{count(props.pairs)}</b>
      </Link>
    </li>
  )
}
