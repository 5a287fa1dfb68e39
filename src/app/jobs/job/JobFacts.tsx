import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconClockPause from '@tabler/icons-react/icons/IconClockPause'
import { explain } from '#contract/codes'
import { isAnswer, type JobDetail, TERMINAL, waitsForSignIn } from '#contract/job'
import { duration, percent } from '../../format.ts'
import { lossTexts, progressSegments, progressText, settled, whoText } from '../../job-words.ts'
import { CopyableId } from '../../ui/CopyableId.tsx'
import { Id } from '../../ui/Id.tsx'
import { ProgressBar } from '../../ui/states/ProgressBar.tsx'
import { Time } from '../../ui/Time.tsx'
import { useNow } from '../../ui/use-now.ts'
import { StopNote } from '../stop/StopNote.tsx'
import { Explained } from './Explained.tsx'
import { Fact } from './Fact.tsx'
import { JobFound } from './JobFound.tsx'
import { JobLinks } from './JobLinks.tsx'
import classes from './JobPage.module.css'
import { SignInNeeded } from './SignInNeeded.tsx'

const HELD = { tone: 'warn', icon: IconClockPause } as const
const BROKEN = { tone: 'bad', icon: IconAlertTriangle } as const

/** How far, who, why, when; and what holds the job up or broke it as a whole. */
export function JobFacts({ job }: { job: JobDetail }) {
  const { pairs, problem } = job
  const losses = lossTexts(pairs)
  const again = job.rechecks.at(-1)
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
      <section aria-label="Progress" className={classes.progress}>
        <ProgressBar
          label="Pairs with a result"
          total={pairs.total}
          text={[progressText(pairs), ...losses.map(({ text }) => text)].join(', ')}
          segments={progressSegments(pairs)}
        />
        <p>
          <span>
            <b>{progressText(pairs)}</b>
            {!TERMINAL.has(job.status) && ` · ${percent(settled(pairs), pairs.total)} %`}
          </span>
          {losses.map(({ text, tone }) => (
            <b key={text} data-tone={tone} className={classes.lost}>
              {text}
            </b>
          ))}
        </p>
      </section>
      <dl className={classes.facts}>
        <Fact name="Who">{whoText(job)}</Fact>
        <Fact name={isAnswer(job.action) ? 'For project' : 'From project'}>
          {job.project.name || job.project.id}
        </Fact>
        <Fact name="Started">
          <Time at={job.createdAt} />
        </Fact>
        <Fact name={job.endedAt ? 'Took' : 'Under way for'}>
          <Took from={job.startedAt ?? job.createdAt} to={job.endedAt} />
        </Fact>
        {job.readAt && (
          <Fact name="Members read back">
            <Time at={job.readAt} />
            {again && ` · again by ${again.user.name || again.user.id}`}
          </Fact>
        )}
        <Fact name="Reason" wide>
          {job.reason || <span className={classes.dim}>none given</span>}
        </Fact>
        {job.vaultId && (
          <Fact name="Vault for full-ECS images" wide>
            <Id id={job.vaultId} />
          </Fact>
        )}
        <Fact name="Job ID" wide>
          <CopyableId id={job.id} name="the job" />
        </Fact>
        <JobLinks job={job} />
      </dl>
      <JobFound job={job} />
    </>
  )
}

function Took({ from, to }: { from: number; to: number | null }) {
  return useNow((now) => duration(Math.max(0, (to ?? now) - from)))
}
