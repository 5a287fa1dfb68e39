import { isUndone, type JobDetail, TERMINAL } from '#contract/job'
import { clockTime, count } from '../../format.ts'
import { lossTexts, progressSegments, progressText, settled } from '../../job-words.ts'
import { ProgressBar } from '../../ui/states/ProgressBar.tsx'
import { Time } from '../../ui/Time.tsx'
import { useNow } from '../../ui/use-now.ts'
import { jobWords } from '../words.ts'
import classes from './JobProgress.module.css'
import { lastNews } from './last-news.ts'

/** After so long without news of a job under way, the page says so; ms. */
const QUIET_MS = 60_000

/** How far the job is, or what came of it: a number to be read from afar, and bars of what is read back and claimed. */
export function JobProgress({ job }: { job: JobDetail }) {
  const { pairs, claimed } = job
  const losses = lossTexts(pairs)
  const ended = TERMINAL.has(job.status)
  return (
    <section aria-label={jobWords.progress} className={classes.progress}>
      <p className={classes.head}>
        <Headline job={job} ended={ended} />
        {losses.map(({ text, tone }) => (
          <b key={text} data-tone={tone} className={classes.lost}>
            {text}
          </b>
        ))}
      </p>
      <ProgressBar
        label={jobWords.pairsWithResult}
        total={pairs.total}
        text={[progressText(pairs), ...losses.map(({ text }) => text)].join(', ')}
        segments={progressSegments(job)}
      />
      {(!ended || claimed > pairs.done) && claimed > 0 && (
        <>
          <ProgressBar
            label={jobWords.claimed}
            total={pairs.total}
            text={jobWords.claimedOf(claimed, pairs.total)}
            segments={[{ value: claimed, look: 'claimed' }]}
          />
          <p className={classes.claimed}>{jobWords.claimedOf(claimed, pairs.total)}</p>
        </>
      )}
      <p role="status" className={classes.quiet} data-tone="warn">
        {!ended && <NoNews since={lastNews(job)} />}
      </p>
    </section>
  )
}

function Headline({ job, ended }: { job: JobDetail; ended: boolean }) {
  const { pairs, readAt, endedAt } = job
  const { confirmed, readBack, wanted } = jobWords.headline
  const arrived = pairs.done + pairs.unchanged
  const at = readAt ?? endedAt
  if (!ended)
    return (
      <>
        <Big n={settled(pairs)} of={pairs.total} /> {readBack}
      </>
    )
  if (isUndone(job))
    return (
      <span className={classes.grey}>
        <Big n={job.wishes - job.undone} of={job.wishes} /> {wanted} · {jobWords.wereConfirmed(arrived)}
        {at && <Time at={at} />}
      </span>
    )
  return (
    <>
      <Big n={arrived} of={pairs.total} /> {confirmed} {at && <Time at={at} />}
    </>
  )
}

const Big = ({ n, of }: { n: number; of: number }) => (
  <span className={classes.big}>
    {count(n)} of {count(of)}
  </span>
)

function NoNews({ since }: { since: number }) {
  return useNow((now) => (now - since > QUIET_MS ? jobWords.noNews(clockTime(since)) : ''))
}
