import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconBan from '@tabler/icons-react/icons/IconBan'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useMemo } from 'react'
import { explain } from '#contract/codes'
import type { JobDetail } from '#contract/job'
import type { PairState } from '#contract/pair'
import { jobPairsQuery } from '../../api/jobs.ts'
import { ButtonLink } from '../../ui/Links.tsx'
import { jobWords } from '../words.ts'
import { Explained } from './Explained.tsx'
import { groupFailures } from './group-failures.ts'
import classes from './JobPage.module.css'
import { type Remedy, remedyOf } from './remedy.ts'

const BAD = { tone: 'bad', icon: IconAlertTriangle } as const
const IMPOSSIBLE = { tone: 'warn', icon: IconBan } as const

/**
 * The reasons why pairs failed or were never sent, each explained once. Shows nothing when all pairs arrived.
 */
export function WhatWentWrong({ job }: { job: JobDetail }) {
  const failed = useFirstPairs(job, 'failed')
  const unconfirmed = useFirstPairs(job, 'unconfirmed')
  const impossible = useFirstPairs(job, 'impossible')
  return (
    <>
      <Reasons job={job} found={[failed, unconfirmed]} title={jobWords.wentWrong} {...BAD} />
      <Reasons job={job} found={[impossible]} title={jobWords.wasImpossible} {...IMPOSSIBLE} />
    </>
  )
}

function Reasons(props: {
  job: JobDetail
  found: readonly FirstPairs[]
  title: string
  tone: 'warn' | 'bad'
  icon: typeof IconBan
}) {
  const { job, found, title, tone, icon } = props
  const groups = groupFailures(found.flatMap(({ pairs }) => pairs))
  const id = useId()
  if (groups.length === 0) return null
  return (
    <section aria-labelledby={id} className={classes.section}>
      <h2 id={id}>{title}</h2>
      <div className={classes.reasons}>
        {groups.map((group) => (
          <Explained
            key={group.code}
            heading="h3"
            tone={tone}
            icon={icon}
            explanation={explain(group.code, group.message ?? undefined)}
            code={group.code}
            message={group.message}
            count={jobWords.pairsOfReason(
              group.pairs,
              found.some(({ more }) => more),
            )}
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
    <ButtonLink to={remedy.to} search={remedy.search} size="compact-sm" variant="default">
      {remedy.label}
    </ButtonLink>
  )
}

type FirstPairs = ReturnType<typeof useFirstPairs>

/** The first page of 1,000 pairs is enough: the following ones seldom add another reason. */
function useFirstPairs(job: JobDetail, state: PairState) {
  const { data, hasNextPage } = useInfiniteQuery({
    ...jobPairsQuery(job.id, { state }),
    enabled: job.pairs[state] > 0,
  })
  const pairs = useMemo(() => data?.pages.flatMap((page) => page.pairs) ?? [], [data])
  return { pairs, more: hasNextPage }
}
