import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import IconTableShare from '@tabler/icons-react/icons/IconTableShare'
import { Link } from '@tanstack/react-router'
import { isMember } from '#contract/pair'
import { useReadOnly } from '../api/settings.ts'
import { Swatch } from '../picture/Swatch.tsx'
import { ActionButton } from '../ui/ActionButton.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { CopyableId } from '../ui/Id.tsx'
import { TextLink } from '../ui/Links.tsx'
import { Time, TimeAgo } from '../ui/Time.tsx'
import { type MatrixImage, type MatrixRecipient, pairAt } from './matrix.ts'
import classes from './PairPanel.module.css'
import type { PairDetails } from './pair-details.ts'
import { MEANS, textureOf, wordOf, words } from './words.ts'

/** All that is known of one pair, and what can be done with it. */
export function PairPanel(props: {
  image: MatrixImage | undefined
  recipient: MatrixRecipient | undefined
  details: PairDetails
}) {
  const { image, recipient, details } = props
  return (
    <aside className={classes.panel} aria-label={words.pair}>
      <h2>{words.pair}</h2>
      {image && recipient ? (
        <Pair image={image} recipient={recipient} details={details} />
      ) : (
        <p className={classes.hint}>{words.noPair}</p>
      )}
    </aside>
  )
}

function Pair(props: { image: MatrixImage; recipient: MatrixRecipient; details: PairDetails }) {
  const { image, recipient, details } = props
  const outcome = pairAt(image, recipient.position)
  const texture = textureOf(outcome)
  return (
    <>
      <p className={classes.name} translate="no">
        {image.name}
      </p>
      <CopyableId id={image.id} name={image.name || image.id} />
      <p className={classes.name} translate="no">
        {recipient.name}
      </p>
      <CopyableId id={recipient.id} name={recipient.name || recipient.id} />
      <p className={classes.status}>
        {texture && <Swatch texture={texture} size={14} />}
        <b>{wordOf(outcome)}</b>
        {typeof details.since === 'number' && (
          <span>
            {words.since} <Time at={details.since} />
          </span>
        )}
      </p>
      {MEANS[outcome] && <p className={classes.note}>{MEANS[outcome]}</p>}
      {details.since === null && <p className={classes.hint}>{words.sinceUnknown}</p>}
      {isMember(outcome) && <Through {...details} />}
      {image.problem && (
        <p data-tone="warn" className={classes.problem}>
          {image.row ? words.problemSince(image.problem.message) : image.problem.message}
        </p>
      )}
      {image.row && (
        <p className={classes.hint}>
          {words.readAt} <TimeAgo at={image.row.at} />
        </p>
      )}
      <Acts image={image.id} project={recipient.id} isShared={isMember(outcome)} />
    </>
  )
}

function Through({ job, error }: PairDetails) {
  if (error) return <p className={classes.hint}>{words.noProvenance(error.message)}</p>
  if (job === undefined) return <p className={classes.hint}>{words.readingProvenance}</p>
  if (job === null) return <p className={classes.hint}>{words.notThrough}</p>
  return (
    <p className={classes.through}>
      <TextLink to="/jobs/$jobId" params={{ jobId: job.id }}>
        <span translate="no">{job.reason || job.id}</span>
      </TextLink>
      <small>
        <Time at={job.createdAt} /> · <span translate="no">{job.user}</span>
      </small>
    </p>
  )
}

function Acts({ image, project, isShared }: { image: string; project: string; isShared: boolean }) {
  const readOnly = useReadOnly(isShared ? 'stop sharing' : 'share')
  return (
    <div className={classes.acts}>
      <ActionButton
        blocked={readOnly}
        size="xs"
        variant={isShared ? 'outline' : 'default'}
        {...(isShared && { color: 'stop' })}
        leftSection={
          isShared ? <IconOctagonMinus size={14} aria-hidden /> : <IconTableShare size={14} aria-hidden />
        }
        renderRoot={(own) => (
          <Link {...own} to={isShared ? '/stop' : '/share'} search={{ images: image, projects: project }} />
        )}
      >
        {isShared ? words.stopPair : words.sharePair}
      </ActionButton>
      <CopyButton label={words.copyAddress} text={() => window.location.href} />
      <TextLink to="/jobs" search={{ image, project }}>
        {words.history}
      </TextLink>
    </div>
  )
}
