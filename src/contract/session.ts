import * as z from 'zod/mini'

/** The names that the sign-in page shows before anybody is signed in. */
export const signInInfo = z.object({
  cloud: z.object({ name: z.string(), embedded: z.boolean() }),
  prefill: z.object({
    method: z.enum(['password', 'application_credential', 'token']),
    user: z.string(),
    domain: z.string(),
    project: z.string(),
    projectDomain: z.string(),
    id: z.string(),
  }),
  /** Users of the embedded cloud, whose passwords are their names, each with its project. */
  demoUsers: z.array(z.object({ user: z.string(), project: z.string() })),
})
export type SignInInfo = z.infer<typeof signInInfo>

/**
 * The proof of who signs in. `domain` is a name or an ID (the account, on clouds that call it so), empty for Keystone's
 * default one; so is `project`, in the same domain unless `projectDomain` says another, empty to choose it afterwards.
 * `passcode`: the second factor, of the minute. An application credential goes by its ID, or by its name beside its user.
 * What is filled in with an ID is one; else what has the form of a Keystone ID is one.
 */
export const signInRequest = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('password'),
    user: z.string(),
    domain: z.string(),
    password: z.string(),
    passcode: z.string(),
    project: z.string(),
    projectDomain: z.optional(z.string()),
  }),
  z.object({
    method: z.literal('application_credential'),
    id: z.string(),
    secret: z.string(),
    user: z.optional(z.string()),
    domain: z.optional(z.string()),
  }),
  z.object({ method: z.literal('token'), token: z.string() }),
])
export type SignInRequest = z.infer<typeof signInRequest>

/** The next step: none, the choice of a project, or the same call once more with a passcode. */
export const signInResult = z.object({ next: z.enum(['nothing', 'project', 'passcode']) })
export type SignInResult = z.infer<typeof signInResult>

/** The projects that the user can enter. */
export const sessionProjects = z.object({ projects: z.array(z.object({ id: z.string(), name: z.string() })) })
export const projectChoice = z.object({ projectId: z.string() })

/** Jobs of the user in the project that have not ended. */
export const ownJobs = z.object({ open: z.number() })

/** At a sign-out these jobs go on to their end, which is the default, or wait for the next sign-in. */
export const signOutQuery = z.object({ jobs: z.optional(z.enum(['finish', 'pause'])) })
export type JobsAtSignOut = 'finish' | 'pause'
export const signedOut = z.object({})
