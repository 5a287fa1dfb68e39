import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { JobDetail } from '#contract/job'
import { type PairFilter as Filter, type PairState, TOLD_IN } from '#contract/pair'
import { count } from '../../format.ts'
import { stageLook } from '../../job-picture/stage-look.ts'
import { PAIR_STATE } from '../../job-words.ts'
import { Swatch } from '../../picture/Swatch.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import { pairWords } from '../words.ts'
import { CopyPairs } from './CopyPairs.tsx'
import classes from './PairFilter.module.css'

const route = getRouteApi('/jobs/$jobId')

/** Counts by state, each a link that shows only these pairs; a search by name or ID; and a copy of what is shown. */
export function PairFilter({ job, filter }: { job: JobDetail; filter: Filter }) {
  const { state } = filter
  const navigate = route.useNavigate()
  const shown = TOLD_IN.filter((each) => job.pairs[each] > 0 || each === state)
  return (
    <div className={classes.bar}>
      <h2>{pairWords.title}</h2>
      <nav aria-label={pairWords.byResult}>
        <ul>
          <Choice job={job} filter={{ ...filter, state: undefined }} now={state} />
          {shown.map((each) => (
            <Choice key={each} job={job} filter={{ ...filter, state: each }} now={state} />
          ))}
        </ul>
      </nav>
      <search className={classes.find}>
        <DraftInput
          type="search"
          size="xs"
          aria-label={pairWords.find}
          placeholder={pairWords.findIn}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter.text}
          onCommit={(text) =>
            void navigate({
              search: (now) => ({ ...now, text: text.trim() || undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <CopyPairs job={job} filter={filter} />
      </search>
    </div>
  )
}

function Choice({ job, filter, now }: { job: JobDetail; filter: Filter; now: PairState | undefined }) {
  const { state } = filter
  const current = state === now ? 'true' : undefined
  const texture = state && stageLook(job.action, state).texture
  return (
    <li>
      <Link
        to="/jobs/$jobId"
        params={{ jobId: job.id }}
        search={filter}
        replace
        resetScroll={false}
        className={classes.choice}
        data-on={current}
        aria-current={current}
        activeProps={{ 'aria-current': current }}
      >
        {texture && <Swatch texture={texture} />}
        {state ? PAIR_STATE[job.action][state].word : pairWords.all}{' '}
        <b>{count(state ? job.pairs[state] : job.pairs.total)}</b>
      </Link>
    </li>
  )
}
