import * as z from 'zod/mini'
import { PROJECT_ID } from '#ims/members'

const project = z.catch(z.optional(z.string().check(z.regex(PROJECT_ID))), undefined)

/** The address of an onboarding: who gets the same images as whom. What is no ID is ignored. */
export const onboardSearch = z.object({ to: project, like: project })
