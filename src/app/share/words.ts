import type { Image } from '#contract/image'
import { MAX_PAIRS } from '#contract/pair'
import { ago, count, plural } from '../format.ts'
import type { VerdictRow } from './paste/verdicts.ts'

/** The words of the page and its form. */
export const pageWords = {
  title: { share: 'Share images', unshare: 'Stop sharing' },
  lead: {
    share: 'Every chosen image with every chosen project. Nothing is sent until you press Share.',
    unshare: 'Take images back from projects. Only what is shared now changes.',
  },
  form: { share: 'Share images', unshare: 'Stop sharing images' },
  noImages: 'Choose at least one image.',
  noProjects: 'Choose or paste at least one project.',
  stillReading: 'The pasted text is still being read.',
  tooLong: (most: number) => `At most ${most} characters.`,
  tooMany: `At most ${count(MAX_PAIRS)} pairs fit in one job; take some out.`,

  leftOut: (pairs: number) =>
    `${plural(pairs, 'pair')} of these ${pairs === 1 ? 'is' : 'are'} left out, as in the job before.`,
  takeIn: 'Take every pair',

  leave: { share: 'Leave without sharing?', unshare: 'Leave without stopping?' },
  leaveMeans: {
    share: 'The images, projects and the reason that you filled in will be gone. Nothing has been shared.',
    unshare: 'The images, projects and the reason that you filled in will be gone. Nothing has been stopped.',
  },
  stay: 'Stay',
  leaveNow: 'Leave',

  addProjects: (images: number) => `Add everybody who has ${images === 1 ? 'this image' : 'these images'}`,
  addImages: (isOne: boolean) => `Add every image that ${isOne ? 'this project has' : 'these projects have'}`,
  imagesFirst: 'Choose images first.',
  projectsFirst: 'Choose or paste projects first.',
  membersAreRead: 'The members are being read.',
  readingMembers: 'Reading the members …',
  notFound: (problem: string) => `The members could not be read: ${problem}`,
  /** `chosen`: how many images, or else projects, were asked about. */
  foundProjects: (projects: number, chosen: number) =>
    projects === 0
      ? `Nobody has ${chosen === 1 ? 'this image' : 'these images'}.`
      : `Added ${plural(projects, 'project')}: everybody who has ${chosen === 1 ? 'it' : 'one of them'}.`,
  foundImages: (images: number, chosen: number) =>
    images === 0
      ? `${chosen === 1 ? 'This project has' : 'These projects have'} none of your images.`
      : `Added ${plural(images, 'image')}: all that ${chosen === 1 ? 'it has' : 'they have'}.`,
  unread: (images: number) => ` ${plural(images, 'image')} could not be read.`,
}

/** The words of choosing images and projects. */
export const pickerWords = {
  images: 'Images',
  searchImages: 'Search name, ID, OS, tag; or paste a list',
  imagesUnreadable: 'The images could not be read',
  noImages: 'This project owns no images yet. Create or import one first.',
  /** "212 of 256 recipients"; what is not known yet is not guessed. */
  recipients: ({ recipients, recipientsAllowed }: Image) =>
    recipients === null
      ? `up to ${count(recipientsAllowed)} recipients`
      : `${count(recipients)} of ${count(recipientsAllowed)} recipients`,
  readAgo: (ms: number) => `, read ${ago(ms)}`,
  encrypted: 'encrypted · ',
  recipientsUnreadable: (problem: string) => `Its recipients cannot be read now: ${problem}`,
  blocked: (reason: string) => `Cannot be shared: ${reason}`,

  projects: 'Projects',
  searchProjects: 'Search projects and groups by name or ID',
  projectsUnreadable: 'The known projects could not be read',
  noProjects: 'No project is known yet. Paste the IDs below.',
  group: (group: string) => ` Group ${group}`,
  addsAll: 'Adds all of them',
  addsOthers: (chosen: number) => `${count(chosen)} of them chosen; adds the others`,
  takesOut: 'All of them chosen; picking again takes them out',
  nameUnknown: 'name unknown',
  used: 'used ',
  ownAccount: 'own account',
}

/** The words of the plan beside the form, and of what has to be confirmed. */
export const planWords = {
  title: 'Plan',
  keys: 'Ctrl ↵',
  makes: { share: '=', unshare: '→' },
  images: (images: number) => (images === 1 ? 'image' : 'images'),
  projects: (projects: number) => (projects === 1 ? 'project' : 'projects'),
  pairs: (pairs: number) => (pairs === 1 ? 'pair' : 'pairs'),
  rejected: (entries: number) => `${plural(entries, 'pasted entry', 'pasted entries')} rejected`,
  rejectedMeans: ' and not part of the plan. Correct or remove them in the table.',
  open: (entries: number) => `${plural(entries, 'pasted entry is', 'pasted entries are')} left out`,
  openMeans: ' until you decide in the table what is meant.',
  spoken: (headline: string) => `The plan: ${headline}.`,
  tooLarge: 'This plan is too large for an address.',
  copyLink: 'Copy a link to this plan',

  noPlan: 'Without a plan nothing is sent.',
  planning: 'The plan is being made …',
  mixedUp: (ids: number) => `${plural(ids, 'ID')} beside the name of another project`,
  mixedUpHint: 'The ID is what counts, not the name. Ask whoever sent the text which of the two is meant.',
  mixedUpNote: ({
    line,
    text,
    known,
    other,
  }: Pick<VerdictRow, 'line' | 'known' | 'other'> & { text: string }) =>
    `line ${line} · “${text}” · ${known?.name ? `the ID is ${known.name}, ` : ''}${other?.name} is ${other?.id}`,
  unusual: (characters: number) => `unusual form, ${characters} characters`,
}

/** The words of what became of a submission. */
export const outcomeWords = {
  offline: 'This device is offline.',
  offlineMeans: ' Nothing was sent, and the form is as you left it.',
  begun: { share: 'Sharing has begun. ', unshare: 'Stopping has begun. ' },
  late: 'The connection broke, but the request arrived. ',
  pairs: (images: number, projects: number, leftOut: number) =>
    `${plural(images, 'image')} × ${plural(projects, 'project')}${leftOut > 0 ? ` − ${count(leftOut)}` : ''} = ` +
    `${plural(images * projects - leftOut, 'pair')}.`,
  goesOn: ' The job goes on by itself; you can leave this page.',
  progress: 'Progress of the job',
  undo: 'Undo …',
  notTaken: (lines: number) => `${plural(lines, 'line')} ${lines === 1 ? 'was' : 'were'} not taken:`,
  copyNotTaken: (lines: number) => (lines === 1 ? 'Copy the line' : `Copy the ${count(lines)} lines`),
  openJob: 'Open the job',
  again: { share: 'Share again with the same selection', unshare: 'Fill in the same selection again' },

  broke: 'The connection broke before an answer came.',
  brokeMeans: ' The request may or may not have reached the server. The form is as you left it.',
  asking: 'Asking the server whether it got the request …',
  notThere: 'The server answers again, and has not got it.',
  noAnswer: 'The server still does not answer.',
  checkAgain: 'Check again',
  tryAgain: 'Try again (will not be sent twice)',

  refused: 'The request was not accepted',
  nothingSent: 'Nothing was sent on, and the form is as you left it.',
  code: 'Code ',
  request: ' · request ',
}
