import { Button } from '@mantine/core'
import IconWand from '@tabler/icons-react/icons/IconWand'
import { useQuery } from '@tanstack/react-query'
import { isUnseen, TERMINAL } from '#contract/job'
import type { OwnerAction } from '#contract/pair'
import { imagesQuery } from '../../api/images.ts'
import { type LiveJobs, liveJobsQuery } from '../../api/jobs.ts'
import { pendingQuery } from '../../api/received.ts'
import { recipientsQuery } from '../../api/recipients.ts'
import { settingsQuery } from '../../api/settings.ts'
import { progressText, statusLook } from '../../job-words.ts'
import { Swatch } from '../../picture/Swatch.tsx'
import { TextLink } from '../../ui/Links.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { type Example, exampleOf } from './example.ts'
import classes from './Start.module.css'
import { startWords } from './words.ts'

const MOST = 3

/** In the place of the plan while nothing is filled in: what there is to know, or, with jobs about, what goes on. */
export function Start(props: { action: OwnerAction; onExample: (example: Example) => void }) {
  const { data: live } = useQuery(liveJobsQuery)
  if (!live) return null
  if (live.jobs.length > 0) return <GoingOn live={live} />
  return <Newcomer {...props} />
}

function Newcomer({ action, onExample }: { action: OwnerAction; onExample: (example: Example) => void }) {
  const { data: settings } = useQuery(settingsQuery)
  const { data: images } = useQuery(imagesQuery)
  const { data: recipients } = useQuery(recipientsQuery)
  const mayFill = action === 'share' && settings?.cloud.embedded && settings.mayShare && images && recipients
  const example = mayFill ? exampleOf(images, recipients, settings.project) : null
  return (
    <section className={classes.start} aria-labelledby="start">
      <h2 id="start">{startWords.newHere[action]}</h2>
      <ul>
        {startWords.sentences[action].map(({ texture, head, rest }) => (
          <li key={head}>
            <Swatch texture={texture} size={16} />
            <p>
              <b>{head}</b> {rest}
            </p>
          </li>
        ))}
      </ul>
      {example && (
        <>
          <Button
            variant="default"
            leftSection={<IconWand size={16} aria-hidden />}
            onClick={() => onExample(example)}
          >
            {startWords.example}
          </Button>
          <p className={classes.hint}>{startWords.exampleHint}</p>
        </>
      )}
    </section>
  )
}

/** What runs, what failed and was not seen, and what waits for an answer; each is a link. */
function GoingOn({ live: { jobs } }: { live: LiveJobs }) {
  const { data: pending = 0 } = useQuery(pendingQuery)
  const running = jobs.filter(({ status }) => !TERMINAL.has(status))
  const failed = jobs.filter((job) => isUnseen(job, Date.now()))
  const told = [...running, ...failed]
  return (
    <section className={classes.start} aria-labelledby="start">
      <h2 id="start">{startWords.now}</h2>
      <ul>
        {told.slice(0, MOST).map((job) => (
          <li key={job.id}>
            <StatusBadge {...statusLook(job)} />
            <p>
              <TextLink inherit underline="always" to="/jobs/$jobId" params={{ jobId: job.id }}>
                {job.reason || startWords.job(job)}
              </TextLink>{' '}
              <span className={classes.hint}>{progressText(job.pairs)}</span>
            </p>
          </li>
        ))}
        {told.length > MOST && (
          <li>
            <TextLink inherit underline="always" to="/jobs">
              {startWords.moreJobs(told.length - MOST)}
            </TextLink>
          </li>
        )}
        {pending > 0 && (
          <li>
            <Swatch texture="pending" size={16} />
            <p>
              <TextLink inherit underline="always" to="/received">
                {startWords.waiting(pending)}
              </TextLink>
            </p>
          </li>
        )}
      </ul>
      {told.length + pending === 0 && <p className={classes.hint}>{startWords.quiet}</p>}
    </section>
  )
}
