import type { OwnerAction } from '#contract/pair'
import { count, plural } from '../format.ts'

const DOING = { share: 'Sharing', unshare: 'Stopping' } as const
const changes = (action: OwnerAction, pairs: number) =>
  plural(pairs, action === 'share' ? 'new pair' : 'pair')

/** The words of a plan that is looked at and confirmed, whatever it is made for. */
export const reviewWords = {
  reading: 'Reading members …',
  readingOf: (read: number, of: number) => `Reading members: ${count(read)} of ${plural(of, 'image')} …`,
  failed: 'The plan could not be made.',
  requestId: (id: string) => `Request ID ${id}`,
  tryAgain: 'Try again',

  lost: 'The tenants lose these images at once and are not told.',
  lostMeans: (accepted: number) =>
    ' No new server or disk can be made from them. Servers that were made from them go on, but can no longer be' +
    ` reinstalled or cloned.${accepted > 0 ? ` ${plural(accepted, 'pair')} had been accepted.` : ''}`,

  submit: (action: OwnerAction, pairs: number) =>
    `${action === 'share' ? 'Share' : 'Stop sharing'}${pairs > 0 ? ` ${changes(action, pairs)}` : ''}`,
  submitting: (action: OwnerAction, pairs: number) => `${DOING[action]} ${changes(action, pairs)} …`,
  headline: (action: OwnerAction, headline: string) => `${DOING[action]}: ${headline}.`,
  noChange: 'Nothing would change.',

  reason: 'Reason',
  detail: 'The plan, pair by pair',
  broke: 'The connection broke before an answer came. Trying again will not send it twice.',
  confirmFirst: (title: string) => `Confirm first: ${title}.`,
  firstTime: 'first time',
  newcomers: (recipients: number) => `${plural(recipients, 'recipient')} never seen before`,
  newcomersHint: 'A share can be used as soon as it is made. Compare these IDs with what you were told.',
  newcomersChecked: (recipients: number) => `I have checked the ${reviewWords.newcomers(recipients)}`,
  mismatches: (pairs: number) => `${plural(pairs, 'pair')} that may be a mix-up`,
  mismatchesHint: 'The name or the tags of these images point at one tenant, and the recipient is another.',
  meant: (number: number, noun: string) =>
    number === 1 ? `This ${noun} is meant` : `These ${plural(number, noun)} are meant`,
  makeShared: (images: number) => `${plural(images, 'private image')} will be made shared`,
  makeSharedHint:
    'This cloud gives an image recipients only when its visibility is “shared”. That changes the image, members ' +
    'that it had before come back, and undoing the job does not make it private again.',
  mayBeChanged: (images: number) =>
    images === 1 ? 'This image may be changed' : `These ${plural(images, 'private image')} may be changed`,
  madeShared: 'private → shared',
}
