import * as z from 'zod/mini'
import { ANSWERED, type AnswerAction } from '#contract/job'
import type { ReceivedImage } from '#contract/received'
import { memberStatus } from '#ims/members'
import { IMAGE_KIND } from '../image-kind.ts'

/** The address of the received images. A parameter that makes no sense is ignored. */
export const receivedSearch = z.object({
  text: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined),
  answer: z.catch(z.optional(memberStatus), undefined),
})
export type ReceivedSearch = z.infer<typeof receivedSearch>

/** A received image with the name of the project it comes from; empty when it is not known here. */
export type Received = ReceivedImage & { ownerName: string }

/** Images without an answer first, otherwise in the gateway's order: newest first. */
export const byNeed = (a: Received, b: Received) =>
  Number(b.answer === 'pending') - Number(a.answer === 'pending')

/** The text that the search field looks in. */
export const imageText = ({ name, id, os, kind, tags, owner, ownerName }: Received) =>
  [name, id, os, IMAGE_KIND[kind], ...tags, ownerName, owner].join(' ')

/** Those of the images that the answer changes. */
export const changedBy = (action: AnswerAction, images: readonly Received[]): Received[] =>
  images.filter(({ answer }) => answer !== ANSWERED[action])
