import IconOctagonMinus from '@tabler/icons-react/icons/IconOctagonMinus'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../../api/recipients.ts'
import { JobsOf } from '../../holdings/JobsOf.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { CopyableId } from '../../ui/Id.tsx'
import { ButtonLink } from '../../ui/Links.tsx'
import { PageColumns } from '../../ui/PageColumns.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { words as listWords } from '../words.ts'
import { RecipientFacts } from './RecipientFacts.tsx'
import classes from './RecipientPage.module.css'
import { WhatItHas } from './WhatItHas.tsx'
import { words } from './words.ts'

const route = getRouteApi('/recipients/$projectId')

/** One project, known or not: what it has, since when and through which job, and what the book says of it. */
export function RecipientPage() {
  const { projectId } = route.useParams()
  const query = useQuery(recipientsQuery)
  const recipient = query.data?.find(({ id }) => id === projectId)
  return (
    <>
      <BackLink to="/recipients" label={words.back} word={words.all} />
      <PageHeader
        title={recipient?.name || (query.data ? projectId : words.title)}
        aside={<Acts id={projectId} recipient={recipient} />}
      >
        {recipient?.name && <CopyableId id={projectId} name={recipient.name} />}
      </PageHeader>
      {!query.data && query.error && (
        <ErrorState title={listWords.unreadable} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!query.data && !query.error && <SkeletonRows label={words.loading} rows={6} height={52} />}
      {query.data && (
        <PageColumns
          key={projectId}
          label={words.facts}
          side={<RecipientFacts id={projectId} recipient={recipient} />}
        >
          <WhatItHas project={projectId} />
          <JobsOf of={{ project: projectId }} />
        </PageColumns>
      )}
    </>
  )
}

function Acts({ id, recipient }: { id: string; recipient: Recipient | undefined }) {
  const isBooked = recipient?.sources.includes('book') ?? false
  return (
    <div className={classes.acts}>
      <ButtonLink
        size="xs"
        variant="default"
        to="/recipients"
        search={{ edit: id }}
        leftSection={<IconPencil size={14} aria-hidden />}
      >
        {isBooked ? words.edit : words.add}
      </ButtonLink>
      <ButtonLink
        size="xs"
        variant="default"
        to="/stop"
        search={{ projects: id }}
        leftSection={<IconOctagonMinus size={14} aria-hidden />}
        className={classes.stop}
        data-tone="stop"
      >
        {words.stopAll}
      </ButtonLink>
      <ButtonLink size="xs" to="/share" search={{ projects: id }}>
        {words.share}
      </ButtonLink>
    </div>
  )
}
