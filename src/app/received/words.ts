import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconClockQuestion from '@tabler/icons-react/icons/IconClockQuestion'
import IconX from '@tabler/icons-react/icons/IconX'
import { ANSWERED, type AnswerAction } from '#contract/job'
import type { MemberStatus } from '#ims/members'
import { count, plural } from '../format.ts'
import type { StatusLook } from '../ui/states/StatusBadge.tsx'

/** The look of each answer. */
export const ANSWER: Record<MemberStatus, StatusLook> = {
  pending: { word: 'Not answered', tone: 'warn', icon: IconClockQuestion },
  accepted: { word: 'Accepted', tone: 'good', icon: IconCheck },
  rejected: { word: 'Rejected', tone: 'idle', icon: IconX },
}

/**
 * The words of an answer, and what it means for the project. (In Glance and in IMS an answer changes what is
 * listed, not what may be used.)
 */
export const ACTION: Record<AnswerAction, { verb: string; doing: string; means: string }> = {
  accept: {
    verb: 'Accept',
    doing: 'Accepting',
    means: 'They appear in the image lists of this project, for everybody who works in it.',
  },
  reject: {
    verb: 'Reject',
    doing: 'Rejecting',
    means:
      'They disappear from the image lists of this project. Servers that were made from them go on, and ' +
      'whoever knows the ID of an image can still use it: only its owner can take it back.',
  },
}

/** The words of the page. */
export const words = {
  title: 'Received',
  lead: 'Images that other projects share with this one.',
  columns: ['Image', 'From project', 'What it is', 'Shared since', 'Answer'],
  table: 'Received images',
  loading: 'Loading received images',
  unreadable: 'The received images could not be read',
  none: 'Nothing is shared with this project',
  noneYet: 'An image appears here as soon as its owner shares it with this project’s ID.',
  noMatch: 'No image matches these filters',
  noMatchHint: 'Images are there, but none with all of this.',
  clearFilters: 'Clear the filters',
  openJob: 'Open the job',
  begun: (action: AnswerAction, images: number) =>
    `${ACTION[action].doing} ${plural(images, 'image')} has begun.`,

  filters: 'Filter received images',
  search: 'Search',
  searchIn: 'Name, ID, OS, tag, owner',
  answer: 'Answer',
  any: 'Any',
  withAnswer: (answer: MemberStatus, images: number) => `${ANSWER[answer].word} (${count(images)})`,
  shown: (shown: number, images: number) =>
    `${shown < images ? `${count(shown)} of ` : ''}${plural(images, 'image')}`,

  withoutName: 'without a name',
  shared: 'shared',
  made: 'made',
  sinceUnknown: 'unknown since when',
  sinceUnknownHint: 'This cloud does not tell it once an image was answered.',
  nameUnknown: 'name unknown',
  encrypted: 'encrypted · ',

  give: (action: AnswerAction, images: number) =>
    `${ACTION[action].verb} ${images > 0 ? `${count(images)} ` : ''}…`,
  chooseFirst: 'Choose images first.',
  nothingToChange: (action: AnswerAction) => `All of them are ${ANSWERED[action]} already.`,

  ask: (action: AnswerAction, images: number) => `${ACTION[action].verb} ${plural(images, 'image')}?`,
  answerNow: (action: AnswerAction, images: number) => `${ACTION[action].verb} ${plural(images, 'image')}`,
  images: 'Images',
  from: 'From',
  unknownProject: 'an unknown project',
  more: (names: number) => `and ${count(names)} more`,
  answeredBefore: (action: AnswerAction, images: number) =>
    `${plural(images, 'other')} chosen: ${ANSWERED[action]} already.`,
  vault: 'Vault ID',
  vaultHint:
    'A server backup vault of this project that holds all disks of the full-ECS images. ' +
    'It is used for those only.',
  vaultNeeded: 'Enter the ID of a server backup vault of this project.',
  tooLong: (most: number) => `At most ${most} characters.`,
  lost: (problem: string) => `${problem} Try again: it will not be sent twice.`,
  notSent: (problem: string) => `Not sent. ${problem}`,
  cancel: 'Cancel',
}
