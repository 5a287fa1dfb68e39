import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Image } from '#contract/image'
import { imagesQuery } from '../../api/images.ts'
import { jobHistoryQuery, jobQuery } from '../../api/jobs.ts'
import { JobsOf } from '../../holdings/JobsOf.tsx'
import { IMAGE_KIND } from '../../image-kind.ts'
import { BackLink } from '../../ui/BackLink.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { CopyableId } from '../../ui/Id.tsx'
import { PageColumns } from '../../ui/PageColumns.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { words as listWords, oneWords as words } from '../words.ts'
import { ImageFacts, ImageObstacle } from './ImageFacts.tsx'
import { WhoHasIt } from './WhoHasIt.tsx'

const route = getRouteApi('/images/$imageId')

/** One image: what it is, who has it, since when and through which job, and what was done with it. */
export function ImagePage() {
  const { imageId } = route.useParams()
  const query = useQuery(imagesQuery)
  const image = query.data?.find(({ id }) => id === imageId.toLowerCase())
  if (image) return <Known key={image.id} image={image} />
  if (query.data) return <Gone id={imageId.toLowerCase()} />
  return (
    <>
      <Back />
      <PageHeader title={words.title} />
      {query.error ? (
        <ErrorState title={listWords.unreadable} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows label={words.loading} rows={6} height={52} />
      )}
    </>
  )
}

const Back = () => <BackLink to="/images" label={words.back} word={words.all} />

function Known({ image }: { image: Image }) {
  return (
    <>
      <Back />
      <PageHeader title={image.name || image.id}>
        {image.os} · {IMAGE_KIND[image.kind]}
      </PageHeader>
      <PageColumns
        label={words.facts}
        side={<ImageFacts image={image} />}
        first={<ImageObstacle image={image} />}
      >
        <WhoHasIt image={image} />
        <JobsOf of={{ image: image.id }} />
      </PageColumns>
    </>
  )
}

/** An image that is no own one, any more or ever: its history is still there. */
function Gone({ id }: { id: string }) {
  const name = useNameInHistory(id)
  return (
    <>
      <Back />
      <PageHeader title={words.goneTitle(name)} />
      <PageColumns
        label={words.facts}
        side={
          <Facts>
            <Fact name={words.id} wide>
              <CopyableId id={id} name={name || words.title} />
            </Fact>
          </Facts>
        }
      >
        <EmptyState title={words.gone}>{words.goneMeans}</EmptyState>
        <JobsOf of={{ image: id }} />
      </PageColumns>
    </>
  )
}

/** The name that an image had in the latest job with it; empty while nobody knows. */
function useNameInHistory(id: string): string {
  const { data: history } = useInfiniteQuery(jobHistoryQuery({ image: id }))
  const last = history?.pages[0]?.jobs[0]?.id
  const { data: job } = useQuery({ ...jobQuery(last ?? ''), enabled: last !== undefined })
  return job?.images.find((image) => image.id === id)?.name ?? ''
}
