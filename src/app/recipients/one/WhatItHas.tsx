import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { accessQuery, accessRowsQuery, rereadAccess } from '../../api/access.ts'
import type { Access } from '../../api/access-rows.ts'
import { imagesQuery } from '../../api/images.ts'
import { HoldingsList } from '../../holdings/HoldingsList.tsx'
import { heldBy, type NamedHolding } from '../../holdings/holdings.ts'
import { ReadState } from '../../holdings/ReadState.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../../ui/states/SkeletonRows.tsx'
import { words } from './words.ts'

const route = getRouteApi('/recipients/$projectId')

/** What a project has now, as far as it is read: an image that could not be read is told, and never taken for none. */
export function WhatItHas({ project }: { project: string }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(accessQuery)
  const { data: access } = query
  const held = useHeld(access, project)
  const client = useQueryClient()
  const reread = useMutation({
    mutationFn: () =>
      rereadAccess(client, [...(held ?? []).map(({ id }) => id), ...(access?.unread.keys() ?? [])]),
  })
  const error = query.isFetching ? null : query.error
  return (
    <section aria-label={words.what}>
      <h2>{words.what}</h2>
      {access && held && (
        <ReadState
          {...timesOf(held)}
          isReading={reread.isPending}
          problem={reread.error?.message ?? (error && words.brokenOff(error.message))}
          told={toldOf(access, held)}
          onReadAgain={() => reread.mutate()}
        />
      )}
      {access && held && held.length > 0 && (
        <HoldingsList
          of={{ project }}
          holdings={held}
          words={words.list}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      )}
      {access?.isWhole && held?.length === 0 && <Nothing unread={access.unread.size} />}
      {!access && error && (
        <ErrorState title={words.unreadable} error={error} onRetry={() => void query.refetch()} />
      )}
      {!error && held === undefined && <SkeletonRows label={words.loadingMembers} rows={6} height={52} />}
    </section>
  )
}

/** What it has with the names of the images, and with times once these are read. */
function useHeld(access: Access | undefined, project: string): readonly NamedHolding[] | undefined {
  const { data: images } = useQuery(imagesQuery)
  const plain = useMemo(() => access && heldBy(access, project), [access, project])
  const ids = useMemo(() => plain?.map(({ id }) => id) ?? [], [plain])
  const isWhole = access?.isWhole === true
  const { data: withTimes } = useQuery({ ...accessRowsQuery(ids), enabled: isWhole && ids.length > 0 })
  return useMemo(() => {
    const names = new Map(images?.map(({ id, name }) => [id, name]))
    const times = new Map(withTimes && heldBy(withTimes, project).map((each) => [each.id, each]))
    return plain?.map((each) => ({ ...each, ...times.get(each.id), name: names.get(each.id) ?? '' }))
  }, [plain, withTimes, images, project])
}

function timesOf(held: readonly NamedHolding[]) {
  if (held.length === 0) return { oldest: null, newest: null }
  const times = held.map(({ readAt }) => readAt)
  return { oldest: times.reduce((a, b) => Math.min(a, b)), newest: times.reduce((a, b) => Math.max(a, b)) }
}

function toldOf({ isWhole, rows, unread, expected }: Access, held: readonly NamedHolding[]): string {
  const pending = held.filter(({ status }) => status === 'pending').length
  return [
    words.pending(pending),
    !isWhole && words.reading(rows.size, expected),
    unread.size > 0 && words.unread(unread.size),
  ]
    .filter(Boolean)
    .join(' ')
}

const Nothing = ({ unread }: { unread: number }) => (
  <EmptyState title={unread === 0 ? words.nothing : words.nothingRead}>
    {unread === 0 ? words.nothingMeans : words.unread(unread)}
  </EmptyState>
)
