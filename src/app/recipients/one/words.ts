import { plural } from '../../format.ts'

/** The words of the page of one recipient. */
export const words = {
  title: 'Recipient',
  back: 'Way back',
  all: 'All recipients',
  loading: 'Loading the recipient',
  facts: 'Facts',
  id: 'Project ID',
  account: 'Account',
  owner: 'Owner',
  groups: 'Groups',
  notes: 'Notes',
  knownFrom: 'Known from',
  nowhere: 'nowhere: no book, no history, not in this account',
  shared: 'Shared',
  written: 'Entry written',
  by: (name: string) => (name ? ` by ${name}` : ', by whom was not kept yet'),
  noEntry: 'The book has no entry.',

  edit: 'Edit its entry',
  add: 'Add it to the book',
  share: 'Share with it …',
  stopAll: 'Stop sharing with it …',

  what: 'What it has',
  loadingMembers: 'Reading what it has',
  unreadable: 'What it has could not be read',
  brokenOff: (message: string) => `The reading broke off; it may have more than this. ${message}`,
  reading: (read: number, of: number | null) =>
    of === null
      ? 'Reading who has what …'
      : `${read} of ${plural(of, 'image')} read; it may have more than this.`,
  unread: (images: number) =>
    `${plural(images, 'image')} could not be read: whether it has ${images === 1 ? 'it' : 'them'} is not known.`,
  pending: (pending: number) =>
    pending === 0
      ? ''
      : `${plural(pending, 'image')} ${pending === 1 ? 'is' : 'are'} pending, and usable already.`,
  nothing: 'It has none of your images',
  nothingMeans: 'All images that may have recipients were read.',
  nothingRead: 'It has none of the images that were read',

  list: {
    label: 'What it has',
    other: 'Image',
    one: 'image',
    bar: 'With the chosen images',
    stop: (images: number) => `Stop sharing ${plural(images, 'image')} …`,
    shareOther: (images: number) => `Share ${plural(images, 'image')} with others …`,
  },
}
