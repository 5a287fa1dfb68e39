import type { Plan } from '#contract/plan'
import { plural } from '../format.ts'
import { reviewWords } from '../plan/words.ts'

/** The words of giving a project what another has. */
export const onboardWords = {
  title: 'Onboard a project',
  lead: 'Give a project the same images that another one has now, with one job.',
  to: 'Project that gets them',
  like: 'The same as',
  choose: 'Choose both projects.',
  chooseMeans: 'A project that is not known yet is taken by its ID.',
  itself: 'A project cannot be given what it has itself. Choose another one.',
  reading: (like: string) => `Reading which images ${like} has`,
  unreadable: 'The members could not be read',
  nothing: (like: string) => `${like} has none of your images`,
  nothingMeans: 'There is nothing to give. Choose another project, or share images by hand.',
  same: (images: number) => `${plural(images, 'image')} that `,
  has: ' has now, for ',
  groups: (to: string, groups: readonly string[]) =>
    `Add ${to} to the ${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')} in the recipient book`,
  reason: (to: string, like: string) => `Onboard ${to}: the same as ${like}`,
  review: {
    review: 'Onboarding',
    act: ({ action }: Plan, changes: number, busy: boolean) =>
      busy ? reviewWords.submitting(action, changes) : reviewWords.submit(action, changes),
    nothing: 'Nothing to share',
    nothingMeans: 'It has every one of these images that it can have.',
    headline: ({ action }: Plan, headline: string) => reviewWords.headline(action, headline),
  },
  booked: 'The job is on its way, but the recipient book was not changed.',
  openJob: 'Open the job',
}

/** The words of images whose members could not be read. */
export const unreadWords = {
  title: (images: number) =>
    `${plural(images, 'image')} could not be read, and ${images === 1 ? 'is' : 'are'} not part of this`,
  means: 'Whether they are shared with the project is not known. Read again before you rely on it.',
  again: 'Read again',
}
