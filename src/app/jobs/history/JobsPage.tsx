import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { jobHistoryQuery } from '../../api/jobs.ts'
import { ButtonLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { ExportLinks } from './ExportLinks.tsx'
import { HistoryTable } from './HistoryTable.tsx'
import { JobFilters } from './JobFilters.tsx'
import { toJobFilter } from './jobs-search.ts'

const route = getRouteApi('/jobs')

/** The history of all jobs of the project, newest first, under the filters of the address. */
export function JobsPage() {
  return (
    <>
      <PageHeader title="Jobs" aside={<ExportLinks />}>
        Every share and every stop, with who, when and why.
      </PageHeader>
      <JobFilters />
      <History />
    </>
  )
}

function History() {
  const search = route.useSearch()
  const filter = useMemo(() => toJobFilter(search), [search])
  const query = useInfiniteQuery(jobHistoryQuery(filter))
  const jobs = useMemo(() => query.data?.pages.flatMap((page) => page.jobs), [query.data])

  if (!jobs && query.isError)
    return (
      <ErrorState
        title="The history could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  if (!jobs) return <SkeletonRows label="Loading jobs" rows={8} height={44} />
  if (jobs.length === 0) return <NoJobs filtered={Object.values(search).some(Boolean)} />
  return <HistoryTable jobs={jobs} query={query} />
}

function NoJobs({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <EmptyState
        title="No jobs yet"
        action={
          <ButtonLink to="/share" size="xs">
            Share images
          </ButtonLink>
        }
      >
        Each share becomes a job, and stays here with the result of every pair.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No job matches these filters"
      action={
        <ButtonLink to="/jobs" size="xs" variant="default">
          Clear the filters
        </ButtonLink>
      }
    >
      Jobs are there, but none with all of this.
    </EmptyState>
  )
}
