import { useInfiniteQuery } from '@tanstack/react-query'
import { memo, useCallback, useEffect, useMemo } from 'react'
import { explain } from '#contract/codes'
import { isAnswer, type JobAction, type JobDetail, TERMINAL } from '#contract/job'
import type { Pair, PairFilter } from '#contract/pair'
import { stageOf } from '#contract/picture'
import { jobPairsQuery } from '../../api/jobs.ts'
import { stageLook } from '../../job-picture/stage-look.ts'
import { earlierText } from '../../job-words.ts'
import { Swatch } from '../../picture/Swatch.tsx'
import { Id } from '../../ui/Id.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { Time } from '../../ui/Time.tsx'
import { PRINTED_ROWS } from '../../ui/table/printed-rows.tsx'
import { VirtualTable } from '../../ui/table/VirtualTable.tsx'
import { pairWords } from '../words.ts'
import { failureCode } from './group-failures.ts'
import classes from './PairTable.module.css'
import { pairResult } from './pair-result.ts'

/** Every pair with its result, those that did not arrive first; the cloud's claim beside what its members showed afterwards. */
export function PairTable({ job, filter }: { job: JobDetail; filter: PairFilter }) {
  const { text } = filter
  const query = useInfiniteQuery(jobPairsQuery(job.id, filter))
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  const pairs = useMemo(() => query.data?.pages.flatMap((page) => page.pairs), [query.data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])

  // What is printed has to be there already: a job that has ended is read to its end, or as far as it is printed.
  const readsAhead = TERMINAL.has(job.status) && (pairs?.length ?? 0) < PRINTED_ROWS
  useEffect(() => {
    if (readsAhead) more()
  }, [readsAhead, more])

  if (!pairs && query.error)
    return (
      <ErrorState title={pairWords.unreadable} error={query.error} onRetry={() => void query.refetch()} />
    )
  if (!pairs) return <SkeletonRows label={pairWords.loading} rows={8} height={44} />
  if (pairs.length === 0 && text)
    return <EmptyState title={pairWords.noneFound}>{pairWords.noneFoundHint}</EmptyState>
  if (pairs.length === 0) return <EmptyState title={pairWords.none}>{pairWords.noneHint}</EmptyState>
  return (
    <VirtualTable
      label={pairWords.title}
      columns={pairWords.columns}
      loaded={pairs.length}
      total={totalOf(job, filter, hasNextPage ? undefined : pairs.length)}
      row={(index) => pairs[index] && <PairCells pair={pairs[index]} job={job} />}
      onEnd={more}
      className={classes.table}
      estimate={53}
    />
  )
}

/** How many pairs match; with a text, nobody knows before the last is read. */
function totalOf({ pairs }: JobDetail, { state, text }: PairFilter, read: number | undefined) {
  if (text) return read
  return state ? pairs[state] : pairs.total
}

const PairCells = memo(
  function PairCells({ pair, job }: { pair: Pair; job: JobDetail }) {
    const image = job.images[pair.image]
    const project = job.projects[pair.project]
    const code = failureCode(pair)
    const bad = pair.state === 'unconfirmed' || isGone(job.action, pair)
    return (
      <>
        <Named kind={pairWords.image} of={image} />
        <Named kind={pairWords.project} of={project} />
        <td className={classes.result}>
          <Result action={job.action} pair={pair} />
          {code && <Id id={code} />}
          {pair.unproven && <span className={classes.why}>{pairWords.unproven}</span>}
          {code && <span className={classes.why}>{explain(code, pair.message ?? undefined).title}</span>}
          {pair.confirmed && !isAnswer(job.action) && (
            <span className={classes.earlier}>{pairWords.confirmedAs(job.action, pair.confirmed)}</span>
          )}
          {pair.earlier.map((past) => (
            <span key={past.attempt} className={classes.earlier}>
              {earlierText(job.action, past)}
            </span>
          ))}
        </td>
        <td className={classes.fact} data-label={pairWords.claim}>
          {pair.claim ? pairWords.claims[pair.claim] : '–'}
        </td>
        <td className={classes.fact} data-label={pairWords.readBack} data-tone={bad ? 'bad' : undefined}>
          {pair.present === null ? '–' : pairWords.present[job.action][pair.present ? 'yes' : 'no']}
          {pair.readAt && (
            <span className={classes.readAt}>
              <Time at={pair.readAt} />
            </span>
          )}
        </td>
      </>
    )
  },
  // A job's lists of images and projects never change, and everything else is compared here.
  (a, b) =>
    a.job.id === b.job.id &&
    a.pair.image === b.pair.image &&
    a.pair.project === b.pair.project &&
    a.pair.state === b.pair.state &&
    a.pair.claim === b.pair.claim &&
    a.pair.present === b.pair.present &&
    a.pair.code === b.pair.code &&
    a.pair.unproven === b.pair.unproven &&
    a.pair.withdrawn === b.pair.withdrawn &&
    a.pair.readAt === b.pair.readAt &&
    a.pair.earlier.length === b.pair.earlier.length,
)

function Named({ kind, of }: { kind: string; of: { id: string; name: string } | undefined }) {
  return (
    <td className={classes.named} data-label={kind}>
      <span className={classes.name} translate={of?.name ? 'no' : undefined}>
        {of?.name || <span className={classes.unknown}>{pairWords.nameUnknown}</span>}
      </span>
      <Id id={of?.id ?? '?'} />
    </td>
  )
}

/** The result under the texture that it has in the picture. */
function Result({ action, pair }: { action: JobAction; pair: Pair }) {
  const { stage, word, tone } = pairResult(action, pair)
  const { texture } = stageLook(action, stage)
  return (
    <span className={classes.state} data-tone={tone}>
      {texture && <Swatch texture={texture} />} {word}
    </span>
  )
}

const isGone = (action: JobAction, pair: Pair) => stageOf(action, pair) === 'gone'
