import { count, plural } from '../format.ts'

/** The words of the list of own images. */
export const words = {
  title: 'Images',
  lead: 'Your images, and how many can use each of them.',
  columns: {
    choose: 'Choose',
    name: 'Image',
    size: 'Size',
    age: 'Made',
    recipients: 'Recipients',
    pending: 'Pending',
    last: 'Last shared',
  },
  loading: 'Loading images',
  unreadable: 'The images could not be read',
  none: 'There is no image in this project',
  noneYet: 'Images of other projects that are shared with this one are on the page Received.',
  noMatch: 'No image matches these filters',
  noMatchHint: 'Images are there, but none with all of this.',
  clearFilters: 'Clear the filters',
  choose: (name: string) => `Choose ${name}`,
  copyId: (name: string) => `Copy the ID of ${name}`,
  encrypted: 'encrypted',
  blocked: (reason: string) => `Cannot be shared: ${reason}`,
  notRead: 'not read',
  ofAllowed: (allowed: number) => ` of ${count(allowed)}`,
  recipientsUnreadable: (message: string) => `The recipients could not be read: ${message}`,
  never: 'not shared',

  filters: 'Filter images',
  search: 'Search',
  searchIn: 'Name, ID, OS, tag',
  kind: 'Kind',
  any: 'Any',
  has: 'Recipients',
  hasWords: {
    some: 'Shared',
    none: 'Shared with nobody',
    pending: 'With pending ones',
    nearly: 'Nearly full',
    unread: 'Not read',
    blocked: 'Cannot be shared',
  },
  by: 'Put together',
  single: 'Nothing',
  family: 'Versions of one name',
  shown: (shown: number, images: number) =>
    `${shown < images ? `${count(shown)} of ` : ''}${plural(images, 'image')}`,
  familyOf: (versions: number) => plural(versions, 'version'),
  onOlder: (recipients: number) =>
    recipients === 0
      ? 'nobody has an older version only'
      : `${plural(recipients, 'recipient')} ${recipients === 1 ? 'has' : 'have'} an older version only`,
  notAllRead: 'who has which version is not all read',

  bar: 'With the chosen images',
  share: (images: number) => `Share ${plural(images, 'image')} …`,
  stop: (images: number) => `Stop sharing ${plural(images, 'image')} …`,
  copyIds: (images: number) => `Copy ${plural(images, 'ID')}`,
  tooMany: 'These are too many images for one address. Choose fewer.',
}

/** The words of the page of one image. */
export const oneWords = {
  title: 'Image',
  back: 'Way back',
  all: 'All images',
  facts: 'Facts',
  id: 'Image ID',
  os: 'OS',
  kind: 'Kind',
  status: 'Status',
  size: 'Size',
  made: 'Made',
  tags: 'Tags',
  key: 'Encrypted with the key',
  recipients: 'Recipients',
  becomesShared: 'Sharing it makes its visibility “shared”.',
  visibility: 'Visibility',
  sizeOf: (has: number | null, allowed: number) =>
    has === null ? `not read, ${count(allowed)} allowed` : `${count(has)} of ${count(allowed)} allowed`,
  blocked: 'This image cannot be shared.',
  blockedMeans: 'Those who have it keep it, and it can be stopped.',
  gone: 'This image is not there any more',
  goneMeans:
    'No own image has this ID: it was deleted, belongs to another project, or the ID is mistyped. What this console did with it is below.',
  goneTitle: (name: string) => name || 'Unknown image',
  loading: 'Loading the image',

  who: 'Who has it',
  loadingMembers: 'Reading who has it',
  unread: 'Who has it could not be read',
  unreadMeans: (message: string) => `${message} Nobody knows who has it; that is not the same as nobody.`,
  nobody: 'Nobody has it',
  nobodyMeans: 'Its members were read just now, and there are none.',
  usable: (pending: number) =>
    pending === 0
      ? ''
      : `${plural(pending, 'recipient')} ${pending === 1 ? 'has' : 'have'} not answered; pending is usable already.`,

  share: 'Share it …',
  copyRecipients: 'Copy its recipients to …',
  copyHint: 'Another image for the same recipients',
  tooMany: 'These are too many recipients for one address.',
  noneToCopy: 'Nobody has it.',
  list: {
    label: 'Who has it',
    other: 'Recipient',
    one: 'recipient',
    bar: 'With the chosen recipients',
    stop: (recipients: number) => `Stop sharing with ${plural(recipients, 'recipient')} …`,
    shareOther: (recipients: number) => `Share another image with ${plural(recipients, 'recipient')} …`,
  },
}
