import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { JobDetail } from '#contract/job'
import { ApiError } from '../../api/client.ts'
import { jobQuery, liveJobsQuery } from '../../api/jobs.ts'
import { ButtonLink } from '../../ui/Links.tsx'
import { PageColumns } from '../../ui/PageColumns.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { useModule } from '../../ui/use-module.ts'
import { JobProof } from '../proof/JobProof.tsx'
import { jobWords } from '../words.ts'
import { CloudCalls } from './CloudCalls.tsx'
import { JobActions } from './JobActions.tsx'
import { JobAttempts } from './JobAttempts.tsx'
import { JobFacts, JobProblem } from './JobFacts.tsx'
import { JobFound } from './JobFound.tsx'
import { JobGrants } from './JobGrants.tsx'
import { JobHeader } from './JobHeader.tsx'
import { JobProgress } from './JobProgress.tsx'
import { PairFilter } from './PairFilter.tsx'
import { PairTable } from './PairTable.tsx'
import { WhatWentWrong } from './WhatWentWrong.tsx'

const route = getRouteApi('/jobs/$jobId')

const loadPicture = () => import('../../job-picture/JobPicture.tsx').then(({ JobPicture }) => JobPicture)

/** One job: what was asked, by whom, why and when; what went wrong; every pair with its result. */
export function JobPage() {
  const { jobId } = route.useParams()
  const query = useQuery(jobQuery(jobId))
  useNewerRevision(query.data, () => void query.refetch({ cancelRefetch: false }))
  if (query.data) return <JobView key={jobId} job={query.data} />
  const { error } = query
  if (error instanceof ApiError && error.status === 404) return <NoSuchJob id={jobId} />
  return (
    <>
      <PageHeader title={jobWords.title} />
      {error ? (
        <ErrorState title={jobWords.unreadable} error={error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows label={jobWords.loading} rows={6} height={56} />
      )}
    </>
  )
}

function JobView({ job }: { job: JobDetail }) {
  const filter = route.useSearch()
  const JobPicture = useModule(loadPicture, true)
  return (
    <>
      <JobHeader job={job} />
      <PageColumns
        label={jobWords.facts}
        first={
          <>
            <JobActions job={job} />
            <JobProblem job={job} />
            <JobProgress job={job} />
            {JobPicture && <JobPicture job={job} />}
          </>
        }
        side={
          <>
            <JobFacts job={job} />
            <JobFound job={job} />
          </>
        }
      >
        <JobProof job={job} />
        <WhatWentWrong job={job} />
        <JobGrants job={job} />
        <JobAttempts job={job} />
        <CloudCalls job={job} />
        <PairFilter job={job} filter={filter} />
        <PairTable key={`${filter.state} ${filter.text}`} job={job} filter={filter} />
      </PageColumns>
    </>
  )
}

/** The live list may be newer than an answer that was on its way while the job moved on. */
function useNewerRevision(job: JobDetail | undefined, refetch: () => void) {
  const { data: live } = useQuery({
    ...liveJobsQuery,
    select: ({ jobs }) => jobs.find(({ id }) => id === job?.id)?.revision ?? 0,
  })
  const behind = job !== undefined && live !== undefined && live > job.revision
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each newer revision.
  useEffect(() => {
    if (behind) refetch()
  }, [behind, live])
}

function NoSuchJob({ id }: { id: string }) {
  return (
    <>
      <PageHeader title={jobWords.unknown} />
      <EmptyState
        title={jobWords.unknownHere}
        action={
          <ButtonLink to="/jobs" size="xs" variant="default">
            {jobWords.allJobs}
          </ButtonLink>
        }
      >
        <code translate="no">{id}</code>
        {jobWords.mayBeMistyped}
      </EmptyState>
    </>
  )
}
