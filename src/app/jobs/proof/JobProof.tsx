import IconZoomCheck from '@tabler/icons-react/icons/IconZoomCheck'
import type { JobDetail } from '#contract/job'
import type { Proof } from '#contract/proof'
import { useJobActions } from '../../api/job-actions.ts'
import { useReadOnly } from '../../api/settings.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Time } from '../../ui/Time.tsx'
import { LongRows } from '../../ui/table/LongRows.tsx'
import classes from './JobProof.module.css'
import { proofWords } from './words.ts'

/** What the projects of an offboarding still have, as it was read after the job. Nothing of other jobs. */
export function JobProof({ job }: { job: JobDetail }) {
  const { prove } = useJobActions(job.id)
  const readOnly = useReadOnly('change jobs')
  if (!job.proves) return null
  const proof = job.proofs.at(-1)
  return (
    <section aria-labelledby="proof" className={classes.proof}>
      <h2 id="proof">{proofWords.title}</h2>
      <div role="status" className={classes.found}>
        {proof ? (
          <Found job={job} proof={proof} />
        ) : (
          <p>{job.endedAt ? proofWords.none : proofWords.running}</p>
        )}
      </div>
      {job.endedAt !== null && (
        <ActionButton
          blocked={readOnly}
          size="xs"
          variant="default"
          leftSection={<IconZoomCheck size={14} aria-hidden />}
          loading={prove.isPending}
          onClick={() => prove.mutate()}
        >
          {proof ? proofWords.again : proofWords.now}
        </ActionButton>
      )}
      {prove.error && (
        <p role="alert" data-tone="bad">
          {prove.error.message}
        </p>
      )}
    </section>
  )
}

/** Nothing is left only where everything was read. */
function titleOf({ leftPairs, unreadImages }: Proof): { tone?: 'bad' | 'warn'; text: string } {
  if (leftPairs > 0) return { tone: 'bad', text: proofWords.left(leftPairs) }
  return unreadImages > 0 ? { tone: 'warn', text: proofWords.open } : { text: proofWords.nothing }
}

function Found({ job, proof }: { job: JobDetail; proof: Proof }) {
  const { tone, text } = titleOf(proof)
  const names = new Map(job.projects.map(({ id, name }) => [id, name || id]))
  const read = proof.unreadImages > 0 ? proofWords.readSome : proofWords.read
  return (
    <>
      <p className={classes.title} data-tone={tone}>
        {text}
      </p>
      <p>
        {read(proof.images)}
        <Time at={proof.at} />
        {proofWords.by(proof.user.name || proof.user.id)}.
      </p>
      {proof.left.length > 0 && (
        <Images
          label={proofWords.leftList}
          lines={proof.left.map(({ image, projects }) => ({
            ...image,
            note: projects.map((id) => names.get(id) ?? id).join(', '),
          }))}
        />
      )}
      {proof.unreadImages > 0 && (
        <>
          <p data-tone="warn">{proofWords.unread(proof.unreadImages)}</p>
          <Images label={proofWords.unreadList} lines={proof.unread} />
          {proof.unreadImages > proof.unread.length && (
            <p>{proofWords.more(proof.unreadImages - proof.unread.length)}</p>
          )}
        </>
      )}
    </>
  )
}

function Images(props: { label: string; lines: readonly { id: string; name: string; note?: string }[] }) {
  const { lines } = props
  return (
    <LongRows
      label={props.label}
      count={lines.length}
      estimate={36}
      noun="image"
      folded={5}
      keyOf={(at) => lines[at]?.id ?? at}
      row={(at) => {
        const line = lines[at]
        if (!line) return null
        return (
          <>
            <span translate="no">{line.name || line.id}</span>
            {line.note && <span translate="no"> → {line.note}</span>}
          </>
        )
      }}
    />
  )
}
