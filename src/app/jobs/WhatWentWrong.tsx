import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { JobDetail, PairState } from '#contract/job'
import { explain } from '#ims/errors'
import { jobPairsQuery } from '../api/jobs.ts'
import { plural } from '../format.ts'
import { Explained } from './Explained.tsx'
import { groupFailures } from './group-failures.ts'
import classes from './JobPage.module.css'
import { type Remedy, remedyOf } from './remedy.ts'

/** Each reason for which pairs failed, once, in words. Nothing when nothing failed. */
export function WhatWentWrong({ job }: { job: JobDetail }) {
  const failed = useFirstPairs(job, 'failed')
  const unconfirmed = useFirstPairs(job, 'unconfirmed')
  const groups = useMemo(
    () => groupFailures([...failed.pairs, ...unconfirmed.pairs]),
    [failed.pairs, unconfirmed.pairs],
  )
  if (groups.length === 0) return null
  return (
    <section aria-labelledby="what-went-wrong" className={classes.section}>
      <h2 id="what-went-wrong">What went wrong</h2>
      <div className={classes.reasons}>
        {groups.map((group) => (
          <Explained
            key={group.code}
            heading="h3"
            tone="bad"
            explanation={explain(group.code, group.message ?? undefined)}
            code={group.code}
            message={group.message}
            count={`${failed.more || unconfirmed.more ? 'at least ' : ''}${plural(group.pairs, 'pair')}`}
          >
            <Mend remedy={remedyOf(group, job)} />
          </Explained>
        ))}
      </div>
    </section>
  )
}

function Mend({ remedy }: { remedy: Remedy | null }) {
  if (!remedy) return null
  return (
    <Button
      renderRoot={(props) => <Link {...props} to={remedy.to} search={remedy.search} />}
      size="compact-sm"
      variant="default"
    >
      {remedy.label}
    </Button>
  )
}

/** The first page is enough to explain: 1,000 pairs seldom fail for reasons that the next ones add to. */
function useFirstPairs(job: JobDetail, state: PairState) {
  const { data, hasNextPage } = useInfiniteQuery({
    ...jobPairsQuery(job.id, state),
    enabled: job.pairs[state] > 0,
  })
  const pairs = useMemo(() => data?.pages.flatMap((page) => page.pairs) ?? [], [data])
  return { pairs, more: hasNextPage }
}
