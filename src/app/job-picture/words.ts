import { plural } from '../format.ts'

/** The words of a job's picture. */
export const words = {
  picture: ({ imageCount, projectCount }: { imageCount: number; projectCount: number }) =>
    `Picture of ${plural(imageCount, 'image')} × ${plural(projectCount, 'project')}. Arrow keys go from pair to pair; the table below tells the same.`,
  legend: 'Legend',
  stages: {
    claimed: 'claimed, not read back yet',
    confirmed: (word: string) => `${word.toLowerCase()}, confirmed`,
    gone: 'not so any more',
    undone: 'undone since',
    notAsked: 'not part of it',
  },
}
