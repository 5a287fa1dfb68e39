import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { SignInRequest } from '#contract/session'
import { call } from './client.ts'
import { settingsQuery } from './settings.ts'
import { signedOutQuery } from './signed-out.ts'

export const signInInfoQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => call('signInInfo', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** The projects that the user can enter. */
export const sessionProjectsQuery = queryOptions({
  queryKey: ['session', 'projects'],
  queryFn: async ({ signal }) => (await call('sessionProjects', { signal })).projects,
})

/**
 * After a sign-in: the same person in the same project goes on where he was; anybody else gets a new page, which knows
 * nothing of what the one before has seen.
 */
async function enter(client: QueryClient) {
  const before = client.getQueryData(settingsQuery.queryKey)
  const now = await call('settings')
  if (before && (before.user.id !== now.user.id || before.project.id !== now.project.id))
    return window.location.reload()
  client.setQueryData(settingsQuery.queryKey, now)
  client.setQueryData(signedOutQuery.queryKey, false)
  await client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'signed-out' })
}

/** Signs in, chooses a project, signs out. */
export function useSession() {
  const client = useQueryClient()
  return {
    signIn: useMutation({
      mutationFn: async (body: SignInRequest) => {
        const { next } = await call('signIn', { body })
        if (next === 'nothing') await enter(client)
        return next
      },
    }),
    choose: useMutation({
      mutationFn: async (projectId: string) => {
        await call('chooseProject', { body: { projectId } })
        await enter(client)
      },
    }),
    signOut: useMutation({
      mutationFn: () => call('signOut'),
      // Nothing of what was seen stays in this page.
      onSuccess: () => window.location.reload(),
    }),
  }
}
