import { TextInput } from '@mantine/core'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod/mini'
import { MAX_REASON } from '#contract/headers'
import type { JobDetail } from '#contract/job'
import { countGroups } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { undoPlanQuery, useJobActions } from '../../api/job-actions.ts'
import { jobQuery } from '../../api/jobs.ts'
import { keptInput, useKeepInput } from '../../api/kept-input.ts'
import { changedPlan } from '../../api/plan.ts'
import { useReadOnly } from '../../api/settings.ts'
import { jobName, whoText } from '../../job-words.ts'
import { grantsKey, IdleGrants } from '../../plan/IdleGrants.tsx'
import { PlanCounts } from '../../plan/PlanCounts.tsx'
import { PlanDetail } from '../../plan/PlanDetail.tsx'
import { planChanges, planHeadline } from '../../plan/plan-changes.ts'
import { SendDelayNote, SendDelaySwitch } from '../../plan/SendDelayNote.tsx'
import { useFocusAfterDelay, useSendDelay } from '../../plan/use-send-delay.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Help } from '../../ui/Help.tsx'
import { TextLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { Time } from '../../ui/Time.tsx'
import classes from './UndoPage.module.css'
import { UndoReasons } from './UndoReasons.tsx'
import { keyOf, UndoUnproven, unprovenPairs } from './UndoUnproven.tsx'
import { undoWords } from './words.ts'

const route = getRouteApi('/jobs/$jobId/undo')

/** Shows what undoing a job would change and what it leaves alone, before it is done. */
export function UndoPage() {
  const { jobId } = route.useParams()
  const job = useQuery(jobQuery(jobId))
  const plan = useQuery(undoPlanQuery(jobId))
  return (
    <>
      <nav aria-label={undoWords.back} className={classes.back}>
        <TextLink to="/jobs/$jobId" params={{ jobId }}>
          {undoWords.backToJob}
        </TextLink>
      </nav>
      <PageHeader title={undoWords.title} aside={<Help topic="undo" />}>
        {job.data && <Undone job={job.data} />}
      </PageHeader>
      <UndoOf job={job} plan={plan} />
    </>
  )
}

/** The job that is undone: its reason, what it did, who, and when. */
function Undone({ job }: { job: JobDetail }) {
  return (
    <>
      <span translate={job.reason ? 'no' : undefined}>{jobName(job)}</span>
      {undoWords.by(whoText(job))}
      <Time at={job.createdAt} />
    </>
  )
}

/** So many images are named above the button. */
const NAMED = 12

/** Which images it is about, by name, and how many projects. */
function WhatIsUndone({ plan }: { plan: Plan }) {
  const named = plan.images.slice(0, NAMED)
  return (
    <p className={classes.what}>
      {named.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <b translate="no">{name || id}</b>
        </span>
      ))}
      {plan.images.length > NAMED && undoWords.moreImages(plan.images.length - NAMED)}
      {undoWords.projects(plan.projects)}
    </p>
  )
}

/** The undo of a job once it is planned; else why there is none, or that it is being planned. */
function UndoOf({ job, plan }: { job: UseQueryResult<JobDetail>; plan: UseQueryResult<Plan> }) {
  if (job.data && plan.data) return <Review job={job.data} plan={plan.data} />
  const error = job.error ?? plan.error
  if (!error) return <SkeletonRows label={undoWords.reading} rows={6} height={48} />
  return (
    <ErrorState
      title={undoWords.unplanned}
      error={error}
      onRetry={() => {
        void job.refetch()
        void plan.refetch()
      }}
    />
  )
}

function Review({ job, plan }: { job: JobDetail; plan: Plan }) {
  const [reason, setReason] = useState(
    () => keptInput('undo', z.string()) ?? undoWords.reasonOf(job.reason).slice(0, MAX_REASON),
  )
  useKeepInput('undo', () => reason)
  const [revoked, setRevoked] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const navigate = useNavigate()
  const { undo } = useJobActions(job.id)
  const client = useQueryClient()
  const delay = useSendDelay()
  const button = useFocusAfterDelay(delay.state)
  const busy = delay.busy || undo.isPending
  const readOnly = useReadOnly('change jobs')
  const { change, unchecked, same } = countGroups(plan)
  const unproven = unprovenPairs(plan)
  const taken = unproven.filter((pair) => ticked.has(keyOf(pair)))
  const changes = change + unchecked + taken.length
  const withdraws = same + (plan.undo?.withdraws ?? 0)
  const nothing = changes + withdraws === 0
  if (plan.images.length === 0)
    return <EmptyState title={undoWords.nothingLeft}>{undoWords.nothingLeftMeans}</EmptyState>
  /** The server has refused the undo as its plan is another one now: that one is shown. Other refusals are told below. */
  const tellChanged = (error: unknown) => {
    const now = changedPlan(error)
    if (!now) return
    undo.reset()
    client.setQueryData(undoPlanQuery(job.id).queryKey, now)
    delay.tellChanged(planChanges(plan, now))
  }
  const submit = async () => {
    if (nothing || busy || readOnly || !(await delay.wait())) return
    const { fingerprint, idleGrants } = plan
    const revokeGrants = revoked === grantsKey(idleGrants)
    const ids = taken.map(({ image, project }) => ({ image: image.id, project: project.id }))
    const request = { fingerprint, reason, revokeGrants, unproven: ids }
    const made = await undo.mutateAsync(request).catch(tellChanged)
    if (made) void navigate({ to: '/jobs/$jobId', params: { jobId: made.job_id } })
  }
  return (
    <div className={classes.undo}>
      <section className={classes.card} aria-label={undoWords.review}>
        <WhatIsUndone plan={plan} />
        <PlanCounts plan={plan} />
        <UndoReasons plan={plan} />
        <UndoUnproven pairs={unproven} ticked={ticked} onChange={setTicked} />
        {plan.action === 'unshare' && changes > 0 && <p className={classes.hint}>{undoWords.lost}</p>}
        <IdleGrants
          grants={plan.idleGrants}
          checked={revoked === grantsKey(plan.idleGrants)}
          onChange={(checked) => setRevoked(checked ? grantsKey(plan.idleGrants) : null)}
        />
        <TextInput
          label={undoWords.reason}
          value={reason}
          maxLength={MAX_REASON}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <SendDelayNote
          state={delay.state}
          headline={() => undoWords.headline(planHeadline(plan))}
          onStop={delay.stop}
        />
        {undo.error && (
          <p role="alert" data-tone="bad" className={classes.error}>
            {undo.error.message}
          </p>
        )}
        {delay.state.kind !== 'delayed' && (
          <ActionButton
            ref={button}
            size="md"
            {...(plan.action === 'unshare' && changes > 0 && { color: 'stop' })}
            blocked={readOnly ?? (nothing ? undoWords.nothing(unproven.length) : null)}
            aria-disabled={busy}
            onClick={() => void submit()}
          >
            {nothing ? undoWords.nothingLeft : undoWords.undo({ action: plan.action, changes, busy })}
          </ActionButton>
        )}
        {readOnly && <p className={classes.hint}>{readOnly}</p>}
        <SendDelaySwitch />
      </section>
      <PlanDetail plan={plan} title={undoWords.detail} />
    </div>
  )
}
