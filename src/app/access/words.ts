import { MAX_PAIRS, type PlannedOutcome } from '#contract/pair'
import type { MemberCounts } from '../api/access-rows.ts'
import { count, plural } from '../format.ts'
import type { Texture } from '../picture/textures.ts'

/** What a pair is now, in words, and how it looks. A pair that is filtered out is blank. */
const PAIR_WORDS: Partial<Record<PlannedOutcome, { word: string; texture: Texture | null }>> = {
  accepted: { word: 'accepted', texture: 'holds' },
  pending: { word: 'pending', texture: 'holdsPending' },
  rejected: { word: 'rejected', texture: 'holdsRejected' },
  absent: { word: 'not shared', texture: 'absent' },
  unread: { word: 'not read', texture: 'unread' },
  notAsked: { word: 'filtered out', texture: null },
}
export const wordOf = (outcome: PlannedOutcome) => PAIR_WORDS[outcome]?.word ?? outcome
export const textureOf = (outcome: PlannedOutcome) => PAIR_WORDS[outcome]?.texture ?? null

/** What each status means for the tenant. */
export const MEANS: Partial<Record<PlannedOutcome, string>> = {
  pending: 'Usable already: pending only means that the tenant has not answered.',
  rejected: 'The tenant does not see it in its lists. Whoever knows the ID of the image can still use it.',
  unread: 'Nobody knows who has this image until its members were read.',
}

/** The columns of a copied table. */
export const COPY_HEAD = ['Image', 'Image ID', 'Recipient', 'Recipient ID', 'Status', 'Read at (UTC)']

export const words = {
  title: 'Access',
  lead: (o: { images: number; recipients: number; pairs: number }) =>
    `${plural(o.images, 'image')} × ${plural(o.recipients, 'recipient')} · ${plural(o.pairs, 'shared pair')}`,
  reading: (read: number, of: number | null) =>
    of === null ? 'Reading who has what' : `${count(Math.min(read, of))} of ${plural(of, 'image')} read`,
  readProgress: 'Images read',
  unread: (images: number) => `${plural(images, 'image')} could not be read`,
  unreadLabel: 'Images that could not be read',
  unreadMeans:
    'Nobody knows who has these images. They are not counted, and never taken for shared with nobody.',
  readAgain: 'Read again',
  readAgainFailed: (message: string) => `Not read again: ${message}`,
  unreadable: 'Who has which image could not be read',
  brokenOff: (message: string) =>
    `The reading broke off. What is shown is what had been read by then. ${message}`,
  loading: 'Reading who has what',
  noneRead: 'No image of these could be read',
  none: 'Nothing is shared',
  noneYet: 'Images appear here with their recipients as soon as one is shared.',
  share: 'Share images',
  noMatch: 'No pair matches these filters',
  noMatchHint: 'Images are shared, but none of them, or none of their recipients, is like this.',
  clearFilters: 'Clear the filters',

  matrix: 'Images and their recipients',
  matrixHelp:
    'Arrow keys move from pair to pair, with Shift they select. Shift+Space selects an image, Ctrl+Space a recipient, Ctrl+A all of them; Escape takes the selection away.',
  corner: 'Image',
  legend: 'What the cells mean',
  hint: 'Point at a cell, or use the arrow keys, to see which pair it is.',
  has: (images: number) => plural(images, 'image'),
  hasRecipients: (recipients: number) => plural(recipients, 'recipient'),
  unreadRow: 'unread',
  waitingRow: 'not read yet',

  view: 'View',
  views: { matrix: 'Matrix', list: 'List' },
  columns: 'Columns',
  widths: { names: 'Names', all: 'All' },

  filters: 'Filter images and recipients',
  moreFilters: 'More filters',
  filtersInUse: 'Filters in use',
  removeFilter: (filter: string) => `Remove the filter ${filter}`,
  clearAll: 'Clear all',
  any: 'Any',
  filter: {
    images: 'Images',
    recipients: 'Recipients',
    status: 'Status',
    since: 'Shared since',
    tag: 'Tag',
    kind: 'Kind',
    os: 'OS',
    age: 'Made since',
    full: 'Nearly full',
    group: 'Group',
    account: 'Account',
    unknown: 'Unknown recipients',
  },
  imagesIn: 'Name, tag, OS, ID',
  recipientsIn: 'Name, group, owner, ID',
  unknownHint: 'Recipients that are in no book, no history and not in this account',
  fullHint: 'Images with nine of ten places taken, or more',
  showNone: 'Also what is not shared',
  days: (days: number) => (days === 1 ? 'Last day' : `Last ${days} days`),
  order: {
    images: 'Images by',
    recipients: 'Recipients by',
    together: 'Put together by',
    name: 'Name',
    newest: 'Newest',
    used: 'Last shared',
    most: 'Most shared',
    nothing: 'Nothing',
    group: 'Group',
    account: 'Account',
  },

  pair: 'Pair',
  noPair: 'Choose a cell to see since when a recipient has an image, and through which job.',
  since: 'since',
  sinceUnknown: 'The cloud does not tell since when.',
  through: 'through',
  notThrough: 'Not through this console, as far as its history goes.',
  readingProvenance: 'Looking up through which job',
  noProvenance: (message: string) => `Through which job could not be looked up: ${message}`,
  readAt: 'Read',
  problemSince: (message: string) => `A later read failed: ${message}`,
  stopPair: 'Stop this pair',
  sharePair: 'Share this pair',
  history: 'Jobs with this pair',
  copyAddress: 'Copy the address',

  selection: 'Selection',
  selectAll: (images: number, recipients: number) => `Select all ${count(images)} × ${count(recipients)}`,
  selected: (o: { pairs: number; images: number; recipients: number; shared: number; unread: number }) => [
    plural(o.pairs, 'pair'),
    `${plural(o.images, 'image')} × ${plural(o.recipients, 'recipient')}`,
    `${count(o.shared)} shared`,
    ...(o.unread > 0 ? [`${count(o.unread)} not read`] : []),
  ],
  shareThese: (pairs: number) => `Share ${count(pairs)}`,
  stopThese: (pairs: number) => `Stop ${count(pairs)}`,
  nothingToShare: 'All of these pairs are shared already.',
  nothingToStop: 'None of these pairs is shared.',
  tooMany: `One job takes ${count(MAX_PAIRS)} pairs at most. Select fewer.`,
  tooLong: 'These are too many IDs for one address. Select fewer images or recipients.',
  copy: 'Copy',
  copyTooMany: (most: number) => `At most ${count(most)} pairs can be copied at once. Select fewer.`,
  clear: 'Clear the selection',

  list: 'Pairs that are shared',
  listColumns: { image: 'Image', recipient: 'Recipient', status: 'Status', since: 'Since', read: 'Read' },
  listShown: (shown: number, all: number) =>
    shown < all
      ? `The first ${count(shown)} of ${plural(all, 'pair')}. Filters bring the others.`
      : plural(all, 'pair'),

  export: (format: string) => format.toUpperCase(),
  exportHint:
    'All pairs that are shared now as a file, whatever is filtered, each with the job that shared it. Images that could not be read are named.',
  report: 'Print the report',
  asOf: 'As of',
} as const

/** The counts of a picture, for its legend. */
export const legendOf = ({ accepted, pending, rejected }: MemberCounts, unreadPairs: number) =>
  (
    [
      ['accepted', accepted],
      ['pending', pending],
      ['rejected', rejected],
      ['unread', unreadPairs],
    ] as const
  ).flatMap(([outcome, pairs]) => {
    const texture = textureOf(outcome)
    return texture && (pairs > 0 || outcome !== 'unread') ? [{ texture, word: wordOf(outcome), pairs }] : []
  })
