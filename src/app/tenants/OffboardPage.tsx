import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { PlanRequest, ShareList } from '#contract/plan'
import type { Recipient } from '#contract/recipient'
import { imagesOfQuery } from '../api/plan.ts'
import { recipientsQuery, useImportRecipients } from '../api/recipients.ts'
import { ReviewSet } from '../plan/ReviewSet.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { NamePicker } from '../ui/select/NamePicker.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { BookTrouble } from './BookTrouble.tsx'
import classes from './Tenants.module.css'
import { accountsOf, entryOf, projectsOf, type Tenant } from './tenant.ts'
import { UnreadImages } from './UnreadImages.tsx'
import { offboardWords } from './words.ts'

const route = getRouteApi('/offboard')
const NONE: readonly Recipient[] = []

/** Takes everything back from a project, or from all known projects of an account, which the address names. */
export function OffboardPage() {
  const { project, account } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: recipients = NONE, isPending } = useQuery(recipientsQuery)
  const accounts = useMemo(() => accountsOf(recipients), [recipients])
  const choose = (search: { project?: string; account?: string }) =>
    void navigate({ search, replace: true, resetScroll: false })
  const tenants = useMemo(() => projectsOf(recipients, { project, account }), [recipients, project, account])
  return (
    <>
      <PageHeader title={offboardWords.title} tone="stop">
        {offboardWords.lead}
      </PageHeader>
      <div className={classes.page}>
        <div className={classes.choice}>
          <NamePicker
            size="sm"
            label={offboardWords.project}
            value={project}
            named={recipients}
            onChange={(id) => choose({ project: id })}
          />
          <NamePicker
            size="sm"
            label={offboardWords.account}
            value={account}
            named={accounts}
            onChange={(id) => choose({ account: id })}
          />
        </div>
        {!project && !account && (
          <EmptyState title={offboardWords.choose}>{offboardWords.chooseMeans}</EmptyState>
        )}
        {account && <p className={classes.about}>{offboardWords.known(tenants.length)}</p>}
        {!isPending && tenants.length > 0 && <Everything key={`${project} ${account}`} tenants={tenants} />}
      </div>
    </>
  )
}

/** What these projects have, as a plan that takes it all away. */
function Everything({ tenants }: { tenants: readonly Tenant[] }) {
  // As they were when the page was opened: later edits of the book do not change what is about to be confirmed.
  const [ids] = useState(() => tenants.map(({ id }) => id))
  const found = useQuery(imagesOfQuery(ids))
  if (found.error)
    return (
      <ErrorState title={offboardWords.unreadable} error={found.error} onRetry={() => void found.refetch()} />
    )
  if (!found.data || found.isRefetching)
    return <SkeletonRows label={offboardWords.reading} rows={4} height={48} />
  const { unread, images } = found.data
  return (
    <>
      <UnreadImages images={unread} onAgain={() => void found.refetch()} />
      {images.length > 0 && <TakeBack tenants={tenants} ids={ids} found={found.data} />}
      {images.length === 0 && unread.length === 0 && (
        <EmptyState title={offboardWords.nothing(tenants)}>{offboardWords.nothingMeans}</EmptyState>
      )}
    </>
  )
}

function TakeBack(props: { tenants: readonly Tenant[]; ids: string[]; found: ShareList }) {
  const { tenants, ids } = props
  const { images } = props.found
  const navigate = useNavigate()
  const save = useImportRecipients()
  const [leaves, setLeaves] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const request = useMemo((): PlanRequest => ({ action: 'unshare', images, projects: ids }), [images, ids])
  const grouped = tenants.filter((tenant) => entryOf(tenant).groups.length > 0)
  if (made !== null && save.error) return <BookTrouble jobId={made} error={save.error} />
  return (
    <ReviewSet
      request={request}
      proves
      revokes
      name="offboard"
      reason={offboardWords.reason(tenants)}
      mayNot="stop sharing"
      words={offboardWords.review}
      about={
        <p className={classes.about}>
          {offboardWords.all(images.length)}
          <b translate="no">{offboardWords.names(tenants)}</b>
          {offboardWords.have(ids.length)}
        </p>
      }
      onSent={async (jobId) => {
        setMade(jobId)
        if (leaves) await save.mutateAsync(grouped.map((tenant) => ({ ...entryOf(tenant), groups: [] })))
        void navigate({ to: '/jobs/$jobId', params: { jobId } })
      }}
    >
      {grouped.length > 0 && (
        <Checkbox
          checked={leaves}
          onChange={({ currentTarget }) => setLeaves(currentTarget.checked)}
          label={offboardWords.groups([...new Set(grouped.flatMap((tenant) => entryOf(tenant).groups))])}
        />
      )}
      <p className={classes.hint}>{offboardWords.proof}</p>
    </ReviewSet>
  )
}
