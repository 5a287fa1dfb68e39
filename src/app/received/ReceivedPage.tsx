import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { type AnswerAction, TERMINAL, wentWrong } from '#contract/job'
import { liveJobsQuery } from '../api/jobs.ts'
import { receivedQuery } from '../api/received.ts'
import { recipientsQuery } from '../api/recipients.ts'
import { endingText } from '../job-words.ts'
import { Help } from '../ui/Help.tsx'
import { TextLink } from '../ui/Links.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { matches, textIndex } from '../ui/select/text-index.ts'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { NoMatch } from '../ui/states/NoMatch.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { useChosen } from '../ui/table/use-chosen.ts'
import { AnswerBar } from './AnswerBar.tsx'
import { AnswerDialog } from './AnswerDialog.tsx'
import { ReceivedFilters } from './ReceivedFilters.tsx'
import classes from './ReceivedPage.module.css'
import { ReceivedTable } from './ReceivedTable.tsx'
import { byNeed, imageText, type Received } from './received-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/received')

type News = { action: AnswerAction; images: number; jobId: string }

/** The images that others share with this project, and its answers to them. */
export function ReceivedPage() {
  const [news, setNews] = useState<News | null>(null)
  return (
    <>
      <PageHeader title={words.title} aside={<Help topic="pending" />}>
        {words.lead}
      </PageHeader>
      {news && <Outcome {...news} />}
      <Images onAnswered={setNews} />
    </>
  )
}

/** The state of the last answer: begun, then ended. (The shell announces the end to screen readers.) */
function Outcome({ action, images, jobId }: News) {
  const live = useQuery({ ...liveJobsQuery, select: ({ jobs }) => jobs.find(({ id }) => id === jobId) })
  const ended = live.data && TERMINAL.has(live.data.status) ? live.data : null
  return (
    <div
      role={ended ? undefined : 'status'}
      className={classes.news}
      data-tone={ended && wentWrong(ended) ? 'bad' : 'good'}
    >
      {ended ? endingText(ended) : words.begun(action, images)}{' '}
      <TextLink inherit to="/jobs/$jobId" params={{ jobId }}>
        {words.openJob}
      </TextLink>
    </div>
  )
}

function Images({ onAnswered }: { onAnswered: (news: News) => void }) {
  const query = useQuery(receivedQuery)
  const images = useNamed(query.data)
  const search = route.useSearch()
  const index = useMemo(() => textIndex(images ?? [], imageText), [images])
  const shown = useMemo(() => {
    if (!images) return undefined
    const found = matches(index, search.text)
    const candidates = found ? found.flatMap((at) => images[at] ?? []) : images
    return candidates.filter(({ answer }) => !search.answer || answer === search.answer)
  }, [images, index, search])
  const { chosen, rowsChosen, choose, clear } = useChosen(images)
  const [asking, setAsking] = useState<AnswerAction | null>(null)

  if (!images && query.isError)
    return <ErrorState title={words.unreadable} error={query.error} onRetry={() => void query.refetch()} />
  if (!images || !shown) return <SkeletonRows label={words.loading} rows={8} height={52} />
  if (images.length === 0) return <EmptyState title={words.none}>{words.noneYet}</EmptyState>
  return (
    <>
      <ReceivedFilters images={images} shown={shown.length} />
      <AnswerBar shown={shown} chosen={rowsChosen} onChoose={choose} onAnswer={setAsking} />
      {shown.length > 0 ? (
        <ReceivedTable images={shown} chosen={chosen} onChoose={choose} />
      ) : (
        <NoMatch to="/received" words={words} />
      )}
      {asking && (
        <AnswerDialog
          action={asking}
          images={rowsChosen}
          onClose={() => setAsking(null)}
          onAnswered={(answered) => {
            setAsking(null)
            clear()
            onAnswered({ action: asking, ...answered })
          }}
        />
      )}
    </>
  )
}

/** The images in the page's order, each with the name of its owner where it is known. */
function useNamed(images: readonly Omit<Received, 'ownerName'>[] | undefined): Received[] | undefined {
  const { data: recipients } = useQuery(recipientsQuery)
  return useMemo(() => {
    const names = new Map(recipients?.map(({ id, name }) => [id, name]))
    return images?.map((image) => ({ ...image, ownerName: names.get(image.owner ?? '') ?? '' })).sort(byNeed)
  }, [images, recipients])
}
