import { Button } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useRef } from 'react'
import type { JobSummary } from '#contract/job'
import { duration } from '../../format.ts'
import {
  jobName,
  jobShape,
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
import { SeenButton } from '../seen/SeenButton.tsx'
import { historyWords } from '../words.ts'
import classes from './HistoryTable.module.css'
import { useSortedColumns } from './use-sorted-columns.ts'

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
        columns={useSortedColumns()}
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
  const link = useRef<HTMLAnchorElement>(null)
  return (
    <>
      <td className={classes.status}>
        <StatusBadge {...statusLook(job)} />
      </td>
      <td className={classes.job}>
        <Link
          ref={link}
          to="/jobs/$jobId"
          params={{ jobId: job.id }}
          className={classes.link}
          translate={job.reason ? 'no' : undefined}
        >
          {jobName(job)}
        </Link>
        <span className={classes.detail}>
          <span translate="no">{jobShape(job)}</span>
          {undo && <b> · {undo}</b>}
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
          {job.status !== 'partial' &&
            lossTexts(job.pairs).map(({ text, tone }) => (
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
      <td className={classes.ended}>
        {job.endedAt ? <Time at={job.endedAt} /> : historyWords.notEnded}
        {job.startedAt && job.endedAt && (
          <span className={classes.detail}>{duration(job.endedAt - job.startedAt)}</span>
        )}
      </td>
      <td className={classes.seen}>
        <SeenButton job={job} size="compact-xs" onSeen={() => link.current?.focus()} />
      </td>
    </>
  )
})
