import { count, plural } from '../format.ts'
import type { Texture } from '../picture/textures.ts'
import type { MemberStatus } from './holdings.ts'

/** How each status of a member is told and drawn, and what it means for the tenant. */
export const STATUS_LOOK: Record<MemberStatus, { word: string; texture: Texture; means: string }> = {
  accepted: { word: 'accepted', texture: 'holds', means: '' },
  pending: {
    word: 'pending',
    texture: 'holdsPending',
    means: 'Usable already: pending only means that the tenant has not answered.',
  },
  rejected: {
    word: 'rejected',
    texture: 'holdsRejected',
    means: 'The tenant does not see it in its lists. Whoever knows the ID of the image can still use it.',
  },
}

/** The words of what one image or one recipient has to do with: who has it, what it has, its jobs. */
export const words = {
  choose: (name: string) => `Choose ${name}`,
  nameUnknown: 'name unknown',
  columns: { status: 'Status', since: 'Since', through: 'Through' },
  sinceUnknown: 'not told by the cloud',
  notThrough: 'not through this console',
  notThroughHint: 'No job in the history of this console gave it.',
  reading: 'looking it up',
  unreadable: 'could not be looked up',
  noReason: 'no reason given',
  by: (user: string) => `by ${user}`,

  filters: 'Filter the list',
  search: 'Search',
  status: 'Status',
  any: 'Any',
  shown: (shown: number, all: number, one: string) =>
    `${shown < all ? `${count(shown)} of ` : ''}${plural(all, one)}`,
  tooMany: 'These are too many for one address. Choose fewer.',
  noMatch: 'Nothing here matches these filters.',

  readAgain: 'Read again',
  readingMembers: 'Reading the members …',
  readAt: 'Read ',
  oldest: 'Read between ',
  and: ' and ',
  problem: (message: string) => `A later read failed: ${message}`,
  failed: (message: string) => `Not read again. ${message}`,

  jobs: 'Its jobs',
  jobsLoading: 'Loading jobs',
  jobsUnreadable: 'The jobs could not be read',
  noJobs: 'No job of this console had to do with it.',
  allJobs: 'All its jobs',
}
