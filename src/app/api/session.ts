import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { JobsAtSignOut, SignInRequest } from '#contract/session'
import { call } from './client.ts'
import { reloadWithoutInput } from './kept-input.ts'
import { settingsQuery } from './settings.ts'
import { belongsHere } from './signed-in-as.ts'
import { otherSessionQuery, signedOutQuery, signInAgainQuery } from './signed-out.ts'

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
 * After a sign-in: for the same person in the same project the page goes on as it was. For anybody else the
 * page is loaded anew, so that nothing of the earlier user's data is left in it.
 */
async function enter(client: QueryClient) {
  const now = await call('settings', { asAnybody: true })
  if (!belongsHere(now.signedInAs)) return reloadWithoutInput()
  client.setQueryData(settingsQuery.queryKey, now)
  await resume(client)
}

/** Lets the page go on: everything that it shows is read again. */
async function resume(client: QueryClient) {
  client.setQueryData(signedOutQuery.queryKey, false)
  client.setQueryData(otherSessionQuery.queryKey, false)
  client.setQueryData(signInAgainQuery.queryKey, false)
  const ofSession: readonly unknown[] = ['signed-out', 'other-session', 'sign-in-again', 'signed-in-now']
  await client.invalidateQueries({ predicate: ({ queryKey: [name] }) => !ofSession.includes(name) })
}

/**
 * The user who is signed in in this browser now, asked by a page that was loaded for somebody else. When the
 * page's own user has signed in again in another tab, the page goes on.
 */
export const signedInNowQuery = queryOptions({
  queryKey: ['signed-in-now'],
  queryFn: async ({ client, signal }) => {
    const { user, project, signedInAs } = await call('settings', { asAnybody: true, signal })
    if (belongsHere(signedInAs)) void resume(client)
    return { user, project }
  },
  staleTime: 0,
  gcTime: 0,
  refetchOnWindowFocus: 'always',
})

/** How many jobs that have not ended run with the rights of the signed-in user. */
export const ownJobsQuery = queryOptions({
  queryKey: ['session', 'jobs'],
  queryFn: async ({ signal }) => (await call('ownJobs', { signal })).open,
  staleTime: 0,
})

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
      mutationFn: (jobs: JobsAtSignOut) => call('signOut', { query: { jobs } }),
      // After the reload no data of the session is left in this page.
      onSuccess: reloadWithoutInput,
    }),
  }
}
