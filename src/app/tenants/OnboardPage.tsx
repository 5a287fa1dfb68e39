import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { PlanRequest, ShareList } from '#contract/plan'
import { imagesOfQuery } from '../api/plan.ts'
import { recipientsQuery, useSaveRecipient } from '../api/recipients.ts'
import { ReviewSet } from '../plan/ReviewSet.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { NamePicker } from '../ui/select/NamePicker.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { BookTrouble } from './BookTrouble.tsx'
import classes from './Tenants.module.css'
import { entryOf, findTenant, nameOf, type Tenant } from './tenant.ts'
import { UnreadImages } from './UnreadImages.tsx'
import { onboardWords } from './words.ts'

const route = getRouteApi('/onboard')

/** Gives a project the same images that another one has now. Both are in the address. */
export function OnboardPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: recipients = [] } = useQuery(recipientsQuery)
  const choose = (change: { to?: string; like?: string }) =>
    void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })
  const find = (id: string) => findTenant(recipients, id)
  const { to, like } = search
  return (
    <>
      <PageHeader title={onboardWords.title}>{onboardWords.lead}</PageHeader>
      <div className={classes.page}>
        <div className={classes.choice}>
          <NamePicker
            size="sm"
            label={onboardWords.to}
            value={to}
            named={recipients}
            onChange={(id) => choose({ to: id })}
          />
          <NamePicker
            size="sm"
            label={onboardWords.like}
            value={like}
            named={recipients}
            onChange={(id) => choose({ like: id })}
          />
        </div>
        {!(to && like) && <EmptyState title={onboardWords.choose}>{onboardWords.chooseMeans}</EmptyState>}
        {to && to === like && <EmptyState title={onboardWords.itself} />}
        {to && like && to !== like && <TheSame key={`${to} ${like}`} to={find(to)} like={find(like)} />}
      </div>
    </>
  )
}

/** What the one has, as a plan for the other. */
function TheSame({ to, like }: { to: Tenant; like: Tenant }) {
  const found = useQuery(imagesOfQuery([like.id]))
  if (found.error)
    return (
      <ErrorState title={onboardWords.unreadable} error={found.error} onRetry={() => void found.refetch()} />
    )
  if (!found.data || found.isRefetching)
    return <SkeletonRows label={onboardWords.reading(nameOf(like))} rows={4} height={48} />
  return (
    <>
      <UnreadImages images={found.data.unread} onAgain={() => void found.refetch()} />
      <Give to={to} like={like} found={found.data} />
    </>
  )
}

function Give({ to, like, found }: { to: Tenant; like: Tenant; found: ShareList }) {
  const navigate = useNavigate()
  const save = useSaveRecipient()
  const [joins, setJoins] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const { images } = found
  const toId = to.id
  const request = useMemo((): PlanRequest => ({ action: 'share', images, projects: [toId] }), [images, toId])
  const entry = entryOf(to)
  const groups = entryOf(like).groups.filter((group) => !entry.groups.includes(group))
  if (images.length === 0)
    return <EmptyState title={onboardWords.nothing(nameOf(like))}>{onboardWords.nothingMeans}</EmptyState>
  if (made !== null && save.error) return <BookTrouble jobId={made} error={save.error} />
  return (
    <ReviewSet
      request={request}
      name="onboard"
      reason={onboardWords.reason(nameOf(to), nameOf(like))}
      mayNot="share"
      words={onboardWords.review}
      about={
        <p className={classes.about}>
          {onboardWords.same(images.length)}
          <b translate="no">{nameOf(like)}</b>
          {onboardWords.has}
          <b translate="no">{nameOf(to)}</b>
        </p>
      }
      onSent={async (jobId) => {
        setMade(jobId)
        if (joins && groups.length > 0)
          await save.mutateAsync({ ...entry, groups: [...entry.groups, ...groups] })
        void navigate({ to: '/jobs/$jobId', params: { jobId } })
      }}
    >
      {groups.length > 0 && (
        <Checkbox
          checked={joins}
          onChange={({ currentTarget }) => setJoins(currentTarget.checked)}
          label={onboardWords.groups(nameOf(to), groups)}
        />
      )}
    </ReviewSet>
  )
}
