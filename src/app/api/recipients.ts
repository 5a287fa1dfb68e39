import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { BookEntry, Recipient } from '#contract/recipient'
import { call } from './client.ts'

/** Known recipient projects: the account's others, the book's, and earlier recipients. */
export const recipientsQuery = queryOptions({
  queryKey: ['recipients'],
  queryFn: async ({ signal }) => {
    const known = new Map<string, Recipient>()
    let cursor: string | undefined
    do {
      const page = await call('recipients', { signal, query: { cursor } })
      for (const recipient of page.recipients) known.set(recipient.id, recipient)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return [...known.values()]
  },
})

/**
 * A change is finished when the list shows it. Jobs show names from the book, so they are read again, too.
 */
async function refresh(client: QueryClient) {
  void client.invalidateQueries({ queryKey: ['jobs', 'one'] })
  await client.invalidateQueries({ queryKey: recipientsQuery.queryKey })
}

/** Writes an entry of the book, in place of the one with the same ID. */
export function useSaveRecipient() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (entry: BookEntry) => call('saveRecipient', { params: { id: entry.id }, body: entry }),
    onSuccess: () => refresh(client),
  })
}

/** Takes an entry out of the book. */
export function useDeleteRecipient() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('deleteRecipient', { params: { id } }),
    onSuccess: () => refresh(client),
  })
}

/** Writes many entries, all or none. */
export function useImportRecipients() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (entries: BookEntry[]) => call('importRecipients', { body: { entries } }),
    onSuccess: () => refresh(client),
  })
}
