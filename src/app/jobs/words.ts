import { isAnswer, type JobAction, type JobSummary } from '#contract/job'
import type { OwnerAction, PlannedOutcome } from '#contract/pair'
import type { Explanation } from '#ims/explanations'
import { count, plural } from '../format.ts'
import { outcomeLook } from '../plan/outcome-words.ts'

/** The words of the history. */
export const historyWords = {
  title: 'Jobs',
  lead: 'Every share and every stop, with who, when and why.',
  columns: {
    status: 'Outcome',
    job: 'Reason',
    pairs: 'Pairs',
    who: 'Who',
    created: 'Created',
    ended: 'Ended',
    seen: 'Seen',
  },
  notEnded: 'not yet',
  loading: 'Loading jobs',
  unreadable: 'The history could not be read',
  none: 'No jobs yet',
  noneYet: 'Each share becomes a job, and stays here with the result of every pair.',
  share: 'Share images',
  noMatch: 'No job matches these filters',
  noMatchHint: 'Jobs are there, but none with all of this.',
  clearFilters: 'Clear the filters',
  shown: (jobs: number) => `${count(jobs)} jobs shown.`,
  all: (jobs: number) => `${plural(jobs, 'job')}; these are all.`,
  loadMore: 'Load more',
  progress: 'Progress',
  export: (format: string) => `Export ${format.toUpperCase()}`,
  exportHint: 'A row for each pair of the jobs that match',

  filters: 'Filter jobs',
  filter: {
    text: 'Search',
    status: 'Status',
    action: 'Action',
    user: 'Who',
    image: 'Image',
    project: 'Project',
    from: 'From',
    to: 'To',
    seen: 'Seen',
    sort: 'Order',
    order: 'Direction',
  },
  notSeen: 'Not seen',
  notSeenYet: 'not yet',
  searchIn: 'Reason, user, image, project, any ID',
  userHint: 'User name or ID',
  any: 'Any',
  moreFilters: 'More filters',
  filtersInUse: 'Filters in use',
  removeFilter: (filter: string) => `Remove the filter ${filter}`,
  clearAll: 'Clear all',
}

/** The words of views of the history that are kept under a name. */
export const viewWords = {
  button: 'Views',
  all: 'All jobs',
  save: 'Save this view …',
  name: 'Name of the view',
  keep: 'Save',
  cancel: 'Cancel',
  remove: (name: string) => `Remove the view ${name}`,
  byDefault: 'Open with this view',
  notByDefault: 'Open with all jobs',
  isDefault: ' (opens first)',
  saved: 'Saved views',
}

/** The words of acknowledging how a job ended. */
export const seenWords = {
  button: 'Seen',
  buttonOf: (job: string) => `Seen: ${job}`,
}

/** The words of a job's page. */
export const jobWords = {
  title: 'Job',
  loading: 'Loading the job',
  unreadable: 'The job could not be read',
  unknown: 'No such job',
  unknownHere: 'This project has no job with this ID',
  mayBeMistyped: ' may be mistyped, or belong to another project or another console.',
  back: 'Back',
  allJobs: 'All jobs',
  shareAgain: 'Share again',
  tooLarge: 'This job is too large for an address.',

  actions: 'Actions',
  onceEnded: (action: JobAction) =>
    `It can be retried${isAnswer(action) ? '' : ' and undone'} once it has ended.`,
  retry: (pairs: number) => `Retry ${plural(pairs, 'pair')}`,
  retryUnsent: (pairs: number) => `Retry ${plural(pairs, 'pair')} that did not arrive`,
  retryFailed: (pairs: number) => `Retry ${plural(pairs, 'failed pair')}`,
  retryImpossible: (pairs: number) => `Try ${plural(pairs, 'impossible pair')} again`,
  retryGrants: (grants: number) => `Try again to revoke ${plural(grants, 'key grant')}`,
  readAgain: 'What is true now?',
  readAgainMeans: 'Reads the members of all pairs again; nothing is sent.',
  readAgainMissing: (pairs: number) => `Read again: ${plural(pairs, 'pair')} still not as wanted.`,
  readAgainGone: (pairs: number) =>
    `Read again: ${plural(pairs, 'pair')} ${pairs === 1 ? 'is' : 'are'} not as the job left ${pairs === 1 ? 'it' : 'them'}.`,
  readAgainGood: 'Read again: every pair is as the job left it.',
  receivedImages: 'Received images',
  undo: 'Undo …',

  progress: 'Progress',
  pairsWithResult: 'Pairs with a result',
  headline: {
    confirmed: 'confirmed at',
    readBack: 'pairs read back',
    wanted: 'pairs of this job are still wanted',
  },
  wereConfirmed: (pairs: number) => `${count(pairs)} had been confirmed at `,
  claimed: 'Claimed by the cloud',
  claimedOf: (pairs: number, total: number) =>
    `Claimed by the cloud: ${count(pairs)} of ${count(total)}. What counts is what is read back.`,
  noNews: (since: string) => `No news since ${since}. Stop the job to have the members read without waiting.`,
  undone: 'Undone',
  undoneAll: 'All that this job wanted is withdrawn.',
  undonePart: (pairs: number, of: number) => `${count(pairs)} of ${plural(of, 'pair')} undone.`,
  undoneWho: (user: string) => ` By ${user}, `,
  openUndo: 'Open the undo job',
  facts: 'Facts',
  shape: (job: JobSummary) =>
    isAnswer(job.action)
      ? `${plural(job.imageCount, 'image')} · `
      : `${plural(job.imageCount, 'image')} × ${plural(job.projectCount, 'project')} · `,
  more: (images: number) => (images > 1 ? ` +${count(images - 1)}` : ''),
  who: 'Who',
  project: (action: JobAction) => (isAnswer(action) ? 'For project' : 'From project'),
  started: 'Started',
  ended: 'Ended',
  took: 'Took',
  underWayFor: 'Under way for',
  readBack: 'Members read back',
  againBy: (user: string) => ` · again by ${user}`,
  reason: 'Reason',
  noReason: 'none given',
  vault: 'Vault for full-ECS images',
  id: 'Job ID',
  thisJob: 'the job',
  undoes: 'Undoes',
  undoneBy: 'Undone by',

  found: 'Found before sending',
  foundOf: {
    share: { change: 'New', same: 'Already shared' },
    unshare: { change: 'To take away', same: 'Not shared' },
    accept: { change: 'To accept', same: 'Already accepted' },
    reject: { change: 'To reject', same: 'Already rejected' },
  } satisfies Record<JobAction, { change: string; same: string }>,
  unread: 'Not read',
  impossible: 'Impossible',
  firstTime: (recipients: number) => `First-time recipients (${count(recipients)})`,

  wentWrong: 'What went wrong',
  wasImpossible: 'What was impossible, and not sent',
  pairsOfReason: (pairs: number, more: boolean) => `${more ? 'at least ' : ''}${plural(pairs, 'pair')}`,
  whatToDo: 'What to do:',
  upTo: {
    you: 'Up to: you.',
    'image owner': 'Up to: the owner of the image.',
    recipient: 'Up to: the recipient.',
    cloud: 'Up to: the cloud.',
    admin: 'Up to: your administrator.',
  } satisfies Record<Explanation['who'], string>,
  codeAndWords: 'Code and the cloud’s words',
  remedy: {
    withoutOwnProject: 'Share again without your own project',
    makeRoom: 'Make room: stop sharing …',
    grants: 'Look at the key grants',
    book: 'Open the recipient book',
  },

  grants: 'Key grants',
  thisGrant: 'the grant',
  grantOf: (keyId: string, accountId: string) => `on key ${keyId} for account ${accountId}`,
  revoked: 'Revoked',
  grantKept: 'Kept: a share still needs it',
  notRevoked: (why: string, code: string) => `Not revoked: ${why} (${code})`,

  attempts: 'Attempts',
  attempt: 'Attempt',
  attemptNumber: (number: number) => `Attempt ${number}`,
  underWay: 'under way',
  calls: (calls: number) => `Calls to the cloud (${calls})`,
  noCalls: 'None: nothing had to be sent, or not yet.',
  after: (time: string) => ` after ${time}`,
  cloudJob: 'Cloud job',
  thisCloudJob: 'the cloud’s job',
  request: 'Request',
  thisRequest: 'the request',
  thisOne: { image: 'this image', project: 'this project' },

  signInNeeded: 'Sign-in needed',
  waitsForYou: 'Waits for you to sign in',
  tokenRefused: 'The cloud does not take the token of this job any more.',
  waitsFor: (user: string) => `Waits for ${user} to sign in`,
  goesOnBy: (user: string) => `It goes on by itself once ${user} has signed in.`,
  goOn: 'Go on with my sign-in',
  signInAgain: 'Sign in again …',
  takeOver: 'Take over the rest',
  takeOverHint: 'The rest is then done with your rights and in your name. The history tells who did what.',
}

/** The words of the list of a job's pairs. */
export const pairWords = {
  title: 'Pairs',
  byResult: 'Pairs by result',
  undone: (word: string) => `${word}, undone since`,
  find: 'Find a pair',
  findIn: 'Image or project',
  copy: 'Copy',
  copyHint: 'Copy the pairs that are shown, as rows of a table',
  all: 'All',
  columns: ['Image', 'Project', 'Result', 'Cloud’s claim', 'Read back'],
  image: 'Image',
  project: 'Project',
  claim: 'Cloud’s claim',
  claims: { success: 'Success', failed: 'Failed' },
  readBack: 'Read back',
  present: {
    share: { yes: 'Is a member', no: 'Not a member' },
    unshare: { yes: 'Is a member', no: 'Not a member' },
    accept: { yes: 'Accepted', no: 'Not accepted' },
    reject: { yes: 'Rejected', no: 'Not rejected' },
  } satisfies Record<JobAction, { yes: string; no: string }>,
  loading: 'Loading pairs',
  unreadable: 'The pairs could not be read',
  none: 'No pair has this result',
  noneHint: 'The job may have moved on.',
  noneFound: 'No pair matches',
  noneFoundHint: 'No image or project of these pairs has this in its name or ID.',
  unproven: 'Not proven: a call broke off, a colleague may have done it',
  confirmedAs: (action: OwnerAction, outcome: PlannedOutcome) =>
    `Confirmed as: ${outcome === 'unproven' ? 'not proven, and ticked' : outcomeLook(action, outcome).word}`,
  nameUnknown: 'name unknown',
}

/** The words of copying and downloading a job. */
export const copyWords = {
  button: 'Copy or download',
  curl: 'Copy as curl',
  commands: 'Copy as openstack commands',
  json: 'Copy as JSON',
  evidence: 'Download evidence',
  reading: 'Reading the pairs…',
  read: (pairs: number, of: number) => `Read ${count(pairs)} of ${plural(of, 'pair')}…`,
  copied: (amount: string) => `Copied ${amount}`,
  notCopied: (problem: string) => `Not copied: ${problem}`,
}
