import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { jobHistoryQuery } from '../../api/jobs.ts'
import { ButtonLink } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { NoMatch } from '../../ui/states/NoMatch.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { historyWords } from '../words.ts'
import { ExportLinks } from './ExportLinks.tsx'
import { HistoryTable } from './HistoryTable.tsx'
import { JobFilters } from './JobFilters.tsx'
import { JobViews } from './JobViews.tsx'
import { toJobFilter } from './jobs-search.ts'

const route = getRouteApi('/jobs')

/** The history of all jobs of the project, under the filters and in the order of the address. */
export function JobsPage() {
  return (
    <>
      <PageHeader
        title={historyWords.title}
        aside={
          <>
            <JobViews />
            <ExportLinks />
          </>
        }
      >
        {historyWords.lead}
      </PageHeader>
      <JobFilters />
      <History />
    </>
  )
}

function History() {
  const search = route.useSearch()
  const filter = useMemo(() => ({ ...toJobFilter(search), sort: search.sort, order: search.order }), [search])
  const query = useInfiniteQuery(jobHistoryQuery(filter))
  const jobs = useMemo(() => query.data?.pages.flatMap((page) => page.jobs), [query.data])

  if (!jobs && query.isError)
    return (
      <ErrorState title={historyWords.unreadable} error={query.error} onRetry={() => void query.refetch()} />
    )
  if (!jobs) return <SkeletonRows label={historyWords.loading} rows={8} height={44} />
  if (jobs.length === 0) return <NoJobs filtered={Object.values(search).some(Boolean)} />
  return <HistoryTable jobs={jobs} query={query} />
}

function NoJobs({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <EmptyState
        title={historyWords.none}
        action={
          <ButtonLink to="/share" size="xs">
            {historyWords.share}
          </ButtonLink>
        }
      >
        {historyWords.noneYet}
      </EmptyState>
    )
  return <NoMatch to="/jobs" words={historyWords} />
}
