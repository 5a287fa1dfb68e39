import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconClockPause from '@tabler/icons-react/icons/IconClockPause'
import { explain } from '#contract/codes'
import { type JobDetail, waitsForSignIn } from '#contract/job'
import { duration } from '../../format.ts'
import { whoText } from '../../job-words.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { CopyableId, Id } from '../../ui/Id.tsx'
import { TextLink } from '../../ui/Links.tsx'
import { Time } from '../../ui/Time.tsx'
import { useNow } from '../../ui/use-now.ts'
import { StopNote } from '../stop/StopNote.tsx'
import { jobWords } from '../words.ts'
import { Explained } from './Explained.tsx'
import classes from './JobPage.module.css'
import { SignInNeeded } from './SignInNeeded.tsx'

const HELD = { tone: 'warn', icon: IconClockPause } as const
const BROKEN = { tone: 'bad', icon: IconAlertTriangle } as const

/** What delays the job, or made it fail as a whole. */
export function JobProblem({ job }: { job: JobDetail }) {
  const { problem } = job
  return (
    <>
      <StopNote job={job} />
      <SignInNeeded job={job} />
      {problem && !waitsForSignIn(job) && (
        <Explained
          heading="h2"
          {...(job.status === 'waiting' ? HELD : BROKEN)}
          explanation={explain(problem.code, problem.message)}
          code={problem.code}
          message={problem.message}
        />
      )}
    </>
  )
}

/** Who, where from, why, when. */
export function JobFacts({ job }: { job: JobDetail }) {
  const again = job.rechecks.at(-1)
  return (
    <Facts>
      <Fact name={jobWords.who}>{whoText(job)}</Fact>
      <Fact name={jobWords.project(job.action)}>
        <span translate="no">{job.project.name || job.project.id}</span>
      </Fact>
      <Fact name={jobWords.started}>
        <Time at={job.createdAt} />
      </Fact>
      {job.endedAt && (
        <Fact name={jobWords.ended}>
          <Time at={job.endedAt} />
        </Fact>
      )}
      <Fact name={job.endedAt ? jobWords.took : jobWords.underWayFor}>
        <Took from={job.startedAt ?? job.createdAt} to={job.endedAt} />
      </Fact>
      {job.readAt && (
        <Fact name={jobWords.readBack}>
          <Time at={job.readAt} />
          {again && jobWords.againBy(again.user.name || again.user.id)}
        </Fact>
      )}
      {!job.reason && (
        <Fact name={jobWords.reason}>
          <span className={classes.dim}>{jobWords.noReason}</span>
        </Fact>
      )}
      {job.vaultId && (
        <Fact name={jobWords.vault} wide>
          <Id id={job.vaultId} />
        </Fact>
      )}
      <Fact name={jobWords.id} wide>
        <CopyableId id={job.id} name={jobWords.thisJob} />
      </Fact>
      <JobLinks job={job} />
    </Facts>
  )
}

function Took({ from, to }: { from: number; to: number | null }) {
  return useNow((now) => duration(Math.max(0, (to ?? now) - from)))
}

/** Links to the job that this one undoes, and to the jobs that undid this one. */
function JobLinks({ job }: { job: JobDetail }) {
  return (
    <>
      {job.undoOf && (
        <Fact name={jobWords.undoes} wide>
          <JobLink id={job.undoOf} />
        </Fact>
      )}
      {job.undos.length > 0 && (
        <Fact name={jobWords.undoneBy} wide>
          {job.undos.map((id) => (
            <JobLink key={id} id={id} />
          ))}
        </Fact>
      )}
    </>
  )
}

function JobLink({ id }: { id: string }) {
  return (
    <TextLink to="/jobs/$jobId" params={{ jobId: id }} size="sm" display="block">
      <Id id={id} />
    </TextLink>
  )
}
