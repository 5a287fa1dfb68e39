import { count, plural } from '../format.ts'
import type { Kind } from './kinds.ts'

/** The words of Find. */
export const words = {
  title: 'Find',
  placeholder: 'An ID, a name, a ticket, a page',
  close: 'Close',
  results: 'What was found',
  kinds: {
    image: 'Images',
    recipient: 'Recipients',
    group: 'Groups',
    job: 'Jobs',
    page: 'Pages',
    act: 'What can be done',
  } satisfies Record<Kind, string>,
  recent: 'Opened lately',
  /** What the one that is just what was asked for is. */
  isA: {
    image: 'image',
    recipient: 'recipient',
    group: 'group',
    job: 'job',
    page: 'page',
    act: 'act',
  } satisfies Record<Kind, string>,
  several: (ids: number) => plural(ids, 'ID'),
  unknownId: 'unknown ID',
  known: 'Known here',
  notAll: (ids: number) =>
    `${plural(ids, 'ID')} of the text ${ids === 1 ? 'is' : 'are'} not known here. What they are is told when they are pasted into Share.`,

  share: 'Share',
  shareMore: 'images with projects',
  stop: 'Stop sharing',
  stopMore: 'unshare revoke take back',
  images: 'Images',
  imagesMore: 'who has what versions',
  recipients: 'Recipients',
  recipientsMore: 'book projects tenants groups',
  jobs: 'Jobs',
  jobsMore: 'history record',
  received: 'Received',
  receivedMore: 'accept reject',
  shortcuts: 'Keyboard shortcuts',
  shortcutsMore: 'keys help',
  addRecipient: 'Add a recipient',
  addMore: 'new project to the book',
  importRecipients: 'Import recipients',
  importMore: 'csv json file book',
  groupWord: 'group',

  shareImage: (name: string) => `Share ${name} …`,
  stopImage: (name: string) => `Stop sharing ${name} …`,
  shareWith: (what: string) => `Share images with ${what} …`,
  stopWith: (what: string) => `Stop sharing with ${what} …`,
  allOf: (group: string, members: number) => `the ${count(members)} of ${group}`,
  thisProject: 'this project',
  theseProjects: (projects: number) =>
    projects === 1 ? 'this project' : `these ${count(projects)} projects`,
  entry: 'Its entry in the book',
  whatItHas: 'What it has',
  addToBook: 'Add it to the book',
  undo: 'Undo this job …',
  jobsWith: 'Its jobs',
  inJobs: 'Look for it in the jobs',
  inReceived: 'Look for it in Received',
  copyId: 'Copy the ID',
  copied: 'The ID is copied.',

  recipientsOf: (has: number, allowed: number) => `${count(has)} of ${plural(allowed, 'recipient')}`,
  recipientsUnread: 'recipients not read yet',
  account: (id: string) => `account ${id}`,
  members: (members: number) => plural(members, 'recipient'),
  andMore: (more: number) => `and ${count(more)} more: type more of it`,

  told: (found: number) => `${count(found)} found`,
  nothing: 'Nothing here has all of these words.',
  notKnown: (isProject: boolean) =>
    isProject
      ? 'No image, recipient or job here has this ID. By its form it is a project.'
      : 'No own image, recipient or job has this ID. By its form it is an image, a job or a key.',
  cut: 'The text is longer than what is looked at: the rest of it is left out.',
  loading: (what: readonly string[]) => `Reading ${what.join(', ')} …`,
  unreadable: (what: readonly string[]) =>
    `Not everything could be read, and may be missing here: ${what.join(', ')}.`,
  parts: { images: 'images', recipients: 'recipients', jobs: 'jobs', history: 'the history' },
  hints: {
    move: 'move',
    open: 'open',
    copy: 'copy the ID',
  },
}
