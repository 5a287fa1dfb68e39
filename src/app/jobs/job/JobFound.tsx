import { explain } from '#contract/codes'
import type { JobDetail, JobPlan } from '#contract/job'
import { count } from '../../format.ts'
import { Time } from '../../ui/Time.tsx'
import { Fact } from './Fact.tsx'
import classes from './JobPage.module.css'

const WORDS = {
  share: { change: 'New', same: 'Already shared' },
  unshare: { change: 'To take away', same: 'Not shared' },
  accept: { change: 'To accept', same: 'Already accepted' },
  reject: { change: 'To reject', same: 'Already rejected' },
} as const

/** What the job found when it had read the members, before it sent anything. Nothing until then. */
export function JobFound({ job }: { job: JobDetail }) {
  if (!job.plan) return null
  const { at, change, same, unread, impossible, firstTime } = job.plan
  const words = WORDS[job.action]
  return (
    <section aria-label="Found before sending">
      <dl className={classes.facts}>
        <Fact name="Found before sending">
          <Time at={at} />
        </Fact>
        <Fact name={words.change}>{count(change)}</Fact>
        <Fact name={words.same}>{count(same)}</Fact>
        {unread > 0 && <Fact name="Not read">{count(unread)}</Fact>}
        {impossible.length > 0 && (
          <Fact name="Impossible" wide>
            <Impossible impossible={impossible} />
          </Fact>
        )}
        {firstTime.length > 0 && (
          <Fact name={`First-time recipients (${count(firstTime.length)})`} wide>
            <FirstTime job={job} ids={firstTime} />
          </Fact>
        )}
      </dl>
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
        <li key={id} title={id}>
          {names.get(id) || <code>{id}</code>}
        </li>
      ))}
    </ul>
  )
}
