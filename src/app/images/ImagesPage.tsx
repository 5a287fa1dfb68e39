import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Image } from '#contract/image'
import { accessQuery } from '../api/access.ts'
import type { Access } from '../api/access-rows.ts'
import { imagesQuery } from '../api/images.ts'
import { imageText } from '../search-texts.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { matches, textIndex } from '../ui/select/text-index.ts'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { NoMatch } from '../ui/states/NoMatch.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { useChosen } from '../ui/table/use-chosen.ts'
import type { Column } from '../ui/table/VirtualTable.tsx'
import { familiesOf, onOlderOnly } from './families.ts'
import { passes, pendingOf, sortImages } from './filter-images.ts'
import { ImageBar } from './ImageBar.tsx'
import { ImageFilters } from './ImageFilters.tsx'
import { ImageTable, type Row } from './ImageTable.tsx'
import type { Sort } from './images-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/images')

/** All own images: what they are, and how many can use each of them. */
export function ImagesPage() {
  const query = useQuery(imagesQuery)
  const { data: images } = query
  return (
    <>
      <PageHeader title={words.title}>{words.lead}</PageHeader>
      {!images && query.error && (
        <ErrorState title={words.unreadable} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!images && !query.error && <SkeletonRows label={words.loading} rows={8} height={52} />}
      {images?.length === 0 && <EmptyState title={words.none}>{words.noneYet}</EmptyState>}
      {images && images.length > 0 && <List images={images} />}
    </>
  )
}

function List({ images }: { images: Image[] }) {
  const search = route.useSearch()
  const { data: access } = useQuery(accessQuery)
  const index = useMemo(() => textIndex(images, imageText), [images])
  const shown = useMemo(() => {
    const found = matches(index, search.text)
    const candidates = found ? found.flatMap((at) => images[at] ?? []) : images
    return sortImages(
      candidates.filter((image) => passes(image, search, access)),
      search,
      access,
    )
  }, [images, index, search, access])
  const rows = useMemo(
    () => (search.by === 'family' ? rowsByFamily(shown, access) : shown.map((image) => rowOf(image, access))),
    [shown, search.by, access],
  )
  const { chosen, rowsChosen, choose } = useChosen(images)
  const columns = useSortedColumns()
  return (
    <>
      <ImageFilters shown={shown.length} images={images.length} />
      <ImageBar shown={shown} chosen={rowsChosen} onChoose={choose} />
      {shown.length > 0 ? (
        <ImageTable rows={rows} columns={columns} chosen={chosen} onChoose={choose} />
      ) : (
        <NoMatch to="/images" words={words} />
      )}
    </>
  )
}

const rowOf = (image: Image, access: Access | undefined): Row => ({
  image,
  pending: pendingOf(access, image),
})

/** Families with more than one version, each under its heading, then the images that have no other version. */
function rowsByFamily(images: readonly Image[], access: Access | undefined): Row[] {
  const families = familiesOf(images)
  const isLarge = (family: (typeof families)[number]) => family.images.length > 1
  const large = families
    .filter(isLarge)
    .flatMap((family): Row[] => [
      { family: family.head, versions: family.images.length, onOlder: onOlderOnly(family, access) },
      ...family.images.map((image) => rowOf(image, access)),
    ])
  const others = families.filter((family) => !isLarge(family)).flatMap((family) => family.images)
  return [...large, ...others.map((image) => rowOf(image, access))]
}

/** The heads of the columns, those that sort with what they do. Versions of one name have an order of their own. */
function useSortedColumns(): (string | Column)[] {
  const { sort = 'age', order, by } = route.useSearch()
  const navigate = route.useNavigate()
  const sorted = order ?? (sort === 'name' ? 'asc' : 'desc')
  const column = (key: Sort): string | Column => {
    const label = words.columns[key]
    if (by === 'family') return label
    const isThis = key === sort
    const next = isThis && sorted === 'desc' ? 'asc' : 'desc'
    const first = key === 'name' ? 'asc' : 'desc'
    const onSort = () =>
      void navigate({
        search: (now) => ({ ...now, sort: key, order: isThis ? next : first }),
        replace: true,
      })
    return { label, sorted: isThis ? sorted : null, onSort }
  }
  const { choose, last } = words.columns
  return [
    choose,
    column('name'),
    column('size'),
    column('age'),
    column('recipients'),
    column('pending'),
    last,
  ]
}
