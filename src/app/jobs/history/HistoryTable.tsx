import { Button } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo, useCallback } from 'react'
import type { JobSummary } from '#contract/job'
import { duration } from '../../format.ts'
import {
  jobTitle,
  lossTexts,
  progressSegments,
  progressText,
  statusLook,
  undoText,
  whoText,
} from '../../job-words.ts'
import { ProgressBar } from '../../ui/states/ProgressBar.tsx'
import { StatusBadge } from '../../ui/states/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { VirtualTable } from '../../ui/table/VirtualTable.tsx'
import { historyWords } from '../words.ts'
import classes from './HistoryTable.module.css'

/** The jobs that are loaded; more are loaded when the end comes into view, or by the button. */
export function HistoryTable({
  jobs,
  query,
}: {
  jobs: readonly JobSummary[]
  query: UseInfiniteQueryResult
}) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError, isPlaceholderData } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  return (
    <div data-stale={isPlaceholderData || undefined} className={classes.history}>
      <VirtualTable
        label={historyWords.title}
        columns={historyWords.columns}
        loaded={jobs.length}
        total={hasNextPage ? undefined : jobs.length}
        row={(index) => jobs[index] && <JobCells job={jobs[index]} />}
        onEnd={more}
        className={classes.table}
        estimate={57}
      />
      <p className={classes.end}>
        {hasNextPage ? (
          <>
            {historyWords.shown(jobs.length)}{' '}
            <Button
              variant="default"
              size="xs"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {historyWords.loadMore}
            </Button>
          </>
        ) : (
          historyWords.all(jobs.length)
        )}
      </p>
    </div>
  )
}

const JobCells = memo(function JobCells({ job }: { job: JobSummary }) {
  const undo = undoText(job)
  return (
    <>
      <td className={classes.status}>
        <StatusBadge {...statusLook(job)} />
      </td>
      <td className={classes.job}>
        <Link to="/jobs/$jobId" params={{ jobId: job.id }} className={classes.link}>
          {jobTitle(job)}
        </Link>
        <span className={classes.detail}>
          <span translate="no">{job.firstImage}</span>
          {job.imageCount > 1 && historyWords.moreImages(job.imageCount - 1)}
          {undo && <b> · {undo}</b>}
          {job.reason && (
            <span className={classes.reason} translate="no">
              {' '}
              · {job.reason}
            </span>
          )}
        </span>
      </td>
      <td className={classes.pairs}>
        <ProgressBar
          label={historyWords.progress}
          total={job.pairs.total}
          text={progressText(job.pairs)}
          segments={progressSegments(job)}
        />
        <span className={classes.detail}>
          {lossTexts(job.pairs).map(({ text, tone }) => (
            <b key={text} className={classes.lost} data-tone={tone}>
              {text} ·{' '}
            </b>
          ))}
          {progressText(job.pairs)}
        </span>
      </td>
      <td className={classes.who}>{whoText(job)}</td>
      <td className={classes.when}>
        <Time at={job.createdAt} />
      </td>
      <td className={classes.took}>
        {job.startedAt && job.endedAt ? duration(job.endedAt - job.startedAt) : '–'}
      </td>
    </>
  )
})
