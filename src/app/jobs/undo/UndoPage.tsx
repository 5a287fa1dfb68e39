import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { MAX_REASON } from '#contract/headers'
import type { JobDetail } from '#contract/job'
import { countGroups } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { undoPlanQuery, useJobActions } from '../../api/job-actions.ts'
import { jobQuery } from '../../api/jobs.ts'
import { jobName, whoText } from '../../job-words.ts'
import { ReviewPlan } from '../../plan/ReviewPlan.tsx'
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
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const navigate = useNavigate()
  const { undo } = useJobActions(job.id)
  const client = useQueryClient()
  const unproven = unprovenPairs(plan)
  const taken = unproven.filter((pair) => ticked.has(keyOf(pair)))
  if (plan.images.length === 0)
    return <EmptyState title={undoWords.nothingLeft}>{undoWords.nothingLeftMeans}</EmptyState>
  return (
    <ReviewPlan
      plan={plan}
      words={{
        ...undoWords,
        nothing: undoWords.nothingLeft,
        nothingMeans: undoWords.nothing(unproven.length),
      }}
      name="undo"
      mayNot="change jobs"
      reason={undoWords.reasonOf(job.reason).slice(0, MAX_REASON)}
      about={<WhatIsUndone plan={plan} />}
      more={{ pairs: taken.length, wishes: countGroups(plan).same + (plan.undo?.withdraws ?? 0) }}
      send={async ({ fingerprint, reason, revokeGrants }) => {
        const ids = taken.map(({ image, project }) => ({ image: image.id, project: project.id }))
        const made = await undo.mutateAsync({ fingerprint, reason, revokeGrants, unproven: ids })
        void navigate({ to: '/jobs/$jobId', params: { jobId: made.job_id } })
      }}
      onChanged={(now) => client.setQueryData(undoPlanQuery(job.id).queryKey, now)}
    >
      <UndoReasons plan={plan} />
      <UndoUnproven pairs={unproven} ticked={ticked} onChange={setTicked} />
    </ReviewPlan>
  )
}
