import type { CloudCall, JobDetail } from '#contract/job'
import { duration, plural } from '../../format.ts'
import { CopyableId } from '../../ui/Id.tsx'
import { Time } from '../../ui/Time.tsx'
import { jobWords } from '../words.ts'
import classes from './JobPage.module.css'

/** The calls to the cloud, attempt by attempt, with the IDs that the cloud's operators ask for. */
export function CloudCalls({ job }: { job: JobDetail }) {
  return (
    <div className={classes.section}>
      <details>
        <summary>{jobWords.calls(job.calls.length)}</summary>
        {job.calls.length === 0 && <p className={classes.dim}>{jobWords.noCalls}</p>}
        {job.attempts.map((attempt) => {
          const calls = job.calls.filter((call) => call.attempt === attempt.number)
          if (calls.length === 0) return null
          return (
            <section key={attempt.number} aria-label={jobWords.attemptNumber(attempt.number)}>
              <h3>
                {jobWords.attemptNumber(attempt.number)} · <Time at={attempt.startedAt} />
                {attempt.endedAt && ` · ${duration(attempt.endedAt - attempt.startedAt)}`}
              </h3>
              <ol className={classes.calls}>
                {calls.map((call, n) => (
                  <Call key={n} call={call} />
                ))}
              </ol>
            </section>
          )
        })}
      </details>
      <Members title={plural(job.images.length, 'image')} kind="image" list={job.images} />
      <Members title={plural(job.projects.length, 'project')} kind="project" list={job.projects} />
    </div>
  )
}

function Call({ call }: { call: CloudCall }) {
  return (
    <li>
      <div>
        <code translate="no">
          {call.method} {call.path}
        </code>{' '}
        {plural(call.images, 'image')} × {plural(call.projects, 'project')} · <b>{call.status}</b>
        {` · ${call.user.name || call.user.id}`}
        {call.endedAt && jobWords.after(duration(call.endedAt - call.startedAt))}
      </div>
      {call.code && (
        <div data-tone="bad" className={classes.lost}>
          {call.code} {call.message}
        </div>
      )}
      <div className={classes.ids}>
        {call.cloudJobId && (
          <span>
            {jobWords.cloudJob} <CopyableId id={call.cloudJobId} name={jobWords.thisCloudJob} />
          </span>
        )}
        {call.requestId && (
          <span>
            {jobWords.request} <CopyableId id={call.requestId} name={jobWords.thisRequest} />
          </span>
        )}
      </div>
    </li>
  )
}

/** All images or projects of the job, as a list of names and IDs to copy from. */
function Members(props: {
  title: string
  kind: 'image' | 'project'
  list: readonly { id: string; name: string }[]
}) {
  return (
    <details>
      <summary>{props.title}</summary>
      <ul className={classes.members}>
        {props.list.map(({ id, name }) => (
          <li key={id}>
            {name && <span translate="no">{name}</span>}{' '}
            <CopyableId id={id} name={name || jobWords.thisOne[props.kind]} />
          </li>
        ))}
      </ul>
    </details>
  )
}
