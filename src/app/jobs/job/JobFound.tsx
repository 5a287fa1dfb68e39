import { explain } from '#contract/codes'
import type { JobDetail, JobPlan } from '#contract/job'
import { count } from '../../format.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'
import { jobWords } from '../words.ts'
import classes from './JobPage.module.css'

/** What the job found when it had read the members, before it sent anything. Shows nothing until then. */
export function JobFound({ job }: { job: JobDetail }) {
  if (!job.plan) return null
  const { at, change, same, unread, impossible, firstTime } = job.plan
  const words = jobWords.foundOf[job.action]
  return (
    <section aria-label={jobWords.found}>
      <Facts>
        <Fact name={jobWords.found}>
          <Time at={at} />
        </Fact>
        <Fact name={words.change}>{count(change)}</Fact>
        <Fact name={words.same}>{count(same)}</Fact>
        {unread > 0 && <Fact name={jobWords.unread}>{count(unread)}</Fact>}
        {impossible.length > 0 && (
          <Fact name={jobWords.impossible} wide>
            <Impossible impossible={impossible} />
          </Fact>
        )}
        {firstTime.length > 0 && (
          <Fact name={jobWords.firstTime(firstTime.length)} wide>
            <FirstTime job={job} ids={firstTime} />
          </Fact>
        )}
      </Facts>
    </section>
  )
}

function Impossible({ impossible }: Pick<JobPlan, 'impossible'>) {
  return (
    <ul className={classes.found}>
      {impossible.map(({ code, pairs }) => (
        <li key={code} title={code}>
          {count(pairs)} · {explain(code).title}
        </li>
      ))}
    </ul>
  )
}

/** Recipients by name, or by ID where none is known. */
function FirstTime({ job, ids }: { job: JobDetail; ids: readonly string[] }) {
  const names = new Map(job.projects.map(({ id, name }) => [id, name]))
  return (
    <ul className={classes.found}>
      {ids.map((id) => (
        <li key={id} title={id} translate="no">
          {names.get(id) || <code>{id}</code>}
        </li>
      ))}
    </ul>
  )
}
