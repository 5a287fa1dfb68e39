import type { NavigateOptions } from '@tanstack/react-router'
import type { Image } from '#contract/image'
import type { JobSummary } from '#contract/job'
import type { Recipient } from '#contract/recipient'
import { groupsOf } from '../groups.ts'
import { jobName } from '../job-words.ts'
import { imageText, recipientText } from '../search-texts.ts'
import { words } from './words.ts'

/** What opening an entry does: it leads to a page, or shows something of the shell. */
export type Go = NavigateOptions | 'shortcuts'

type Facts =
  | { kind: 'image'; image: Image }
  | { kind: 'recipient'; recipient: Recipient }
  | { kind: 'group'; members: readonly string[] }
  | { kind: 'job'; job: JobSummary }
  | { kind: 'page' | 'act' }

/** Something that can be found. `text`: where the search looks, its name first. */
export type Entry = Facts & {
  /** Its kind and its ID: the same whenever it is found. */
  key: string
  name: string
  /** Null for what has none: a page. */
  id: string | null
  text: string
  go: Go
}

const imageEntry = (image: Image): Entry => ({
  kind: 'image',
  image,
  key: `image:${image.id}`,
  name: image.name || image.id,
  id: image.id,
  // The ID of its key is found, too.
  text: `${imageText(image)} ${image.keyId ?? ''}`,
  go: { to: '/images/$imageId', params: { imageId: image.id } },
})

const recipientEntry = (recipient: Recipient): Entry => ({
  kind: 'recipient',
  recipient,
  key: `recipient:${recipient.id}`,
  name: recipient.name || recipient.id,
  id: recipient.id,
  text: recipientText(recipient),
  go: { to: '/recipients/$projectId', params: { projectId: recipient.id } },
})

export const jobEntry = (job: JobSummary): Entry => ({
  kind: 'job',
  job,
  key: `job:${job.id}`,
  name: jobName(job),
  id: job.id,
  text: `${jobName(job)} ${job.id} ${job.firstImage} ${job.user.name}`,
  go: { to: '/jobs/$jobId', params: { jobId: job.id } },
})

function groupEntries(recipients: readonly Recipient[]): Entry[] {
  return groupsOf(recipients).map(({ group, members }) => ({
    kind: 'group',
    members,
    key: `group:${group}`,
    name: group,
    id: null,
    text: `${group} ${words.groupWord}`,
    go: { to: '/recipients', search: { group } },
  }))
}

/** All but jobs, in the order in which equals are told. A viewer is offered no acts. */
export const entriesOf = (o: {
  images: readonly Image[]
  recipients: readonly Recipient[]
  mayShare: boolean
}): Entry[] => [
  ...o.images.map(imageEntry),
  ...o.recipients.map(recipientEntry),
  ...groupEntries(o.recipients),
  ...PAGES,
  ...(o.mayShare ? ACTS : []),
]

const fixed = (kind: 'page' | 'act', name: string, more: string, go: Go): Entry => ({
  kind,
  key: `${kind}:${name}`,
  name,
  id: null,
  text: `${name} ${more}`,
  go,
})

const PAGES = [
  fixed('page', words.share, words.shareMore, { to: '/share' }),
  fixed('page', words.stop, words.stopMore, { to: '/stop' }),
  fixed('page', words.images, words.imagesMore, { to: '/images' }),
  fixed('page', words.recipients, words.recipientsMore, { to: '/recipients' }),
  fixed('page', words.jobs, words.jobsMore, { to: '/jobs' }),
  fixed('page', words.received, words.receivedMore, { to: '/received' }),
  fixed('page', words.shortcuts, words.shortcutsMore, 'shortcuts'),
]

const ACTS = [
  fixed('act', words.addRecipient, words.addMore, { to: '/recipients', search: { add: '1' } }),
  fixed('act', words.importRecipients, words.importMore, { to: '/recipients/import' }),
]
