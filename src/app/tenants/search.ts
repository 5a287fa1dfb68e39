import * as z from 'zod/mini'
import { PROJECT_ID } from '#ims/members'

const id = z.catch(z.optional(z.string().check(z.regex(PROJECT_ID))), undefined)

/** The address of an onboarding: who gets the same images as whom. What is no ID is ignored. */
export const onboardSearch = z.object({ to: id, like: id })

/** The address of an offboarding: a project, or an account with all of its known projects. */
export const offboardSearch = z.object({ project: id, account: id })
