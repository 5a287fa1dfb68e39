import { plural } from '../../format.ts'

const share = [
  {
    texture: 'planned',
    head: 'One square is one pair:',
    rest: 'one image for one project. You see every pair before anything is sent.',
  },
  {
    texture: 'pending',
    head: 'A share works at once.',
    rest: 'While it is pending, whoever knows the ID of the image can already use it.',
  },
  {
    texture: 'confirmed',
    head: '“Success” is a claim.',
    rest: 'A square is full only when the members were read back. Undo takes back exactly what a job added.',
  },
] as const
const unshare = [
  {
    texture: 'removing',
    head: 'One square is one pair:',
    rest: 'one image that is taken from one project. You see every pair before anything is sent.',
  },
  {
    texture: 'removalClaimed',
    head: 'Tenants are not told.',
    rest: 'They lose the image at once; servers that were made from it go on.',
  },
  {
    texture: 'removed',
    head: 'It can be undone,',
    rest: 'and then the pairs come back as pending: tenants have to accept them again.',
  },
] as const

/** The words in the place of a plan while nothing is filled in. */
export const startWords = {
  newHere: { share: 'New here? Three things to know', unshare: 'Before you take something back' },
  sentences: { share, unshare },
  example: 'Fill in an example',
  exampleHint: 'Two images, and lines with one of each verdict. It goes to the demo cloud only.',
  now: 'What is going on',
  job: ({ imageCount, projectCount }: { imageCount: number; projectCount: number }) =>
    `${plural(imageCount, 'image')} × ${plural(projectCount, 'project')}`,
  moreJobs: (jobs: number) => `${plural(jobs, 'more job')}`,
  waiting: (images: number) =>
    `${plural(images, 'received image')} ${images === 1 ? 'waits' : 'wait'} for an answer`,
  quiet: 'Nothing runs, nothing failed unseen, and nothing waits for an answer.',
}
