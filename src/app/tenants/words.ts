import type { Plan } from '#contract/plan'
import { plural } from '../format.ts'
import { reviewWords } from '../plan/words.ts'
import { nameOf, type Tenant } from './tenant.ts'

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

const names = (tenants: readonly Tenant[]) => {
  const [first] = tenants
  if (!first) return ''
  return tenants.length === 1
    ? nameOf(first)
    : `${nameOf(first)} and ${plural(tenants.length - 1, 'more project')}`
}

/** The words of taking everything back. */
export const offboardWords = {
  title: 'Offboard a project',
  lead: 'Take everything back from a project, or from all known projects of an account, with one job and a closing proof.',
  project: 'Project',
  account: 'All known projects of an account',
  choose: 'Choose a project or an account.',
  chooseMeans: 'A project that is not known any more is taken by its ID.',
  known: (projects: number) =>
    `${plural(projects, 'project')} of this account ${projects === 1 ? 'is' : 'are'} known here. No cloud lists the projects of another ` +
    'account: ask its owner whether there are more.',
  reading: 'Reading the members of all images',
  unreadable: 'The members could not be read',
  nothing: (tenants: readonly Tenant[]) =>
    `${names(tenants)} ${tenants.length === 1 ? 'has' : 'have'} none of your images`,
  nothingMeans:
    'The members of all images that may have some were read just now. There is nothing to take back.',
  all: (images: number) => `${images === 1 ? 'The one image' : `All ${plural(images, 'image')}`} that `,
  names,
  have: (projects: number) => (projects === 1 ? ' has now.' : ' have now.'),
  groups: (groups: readonly string[]) =>
    `Take out of ${groups.length === 1 ? 'the group' : 'the groups'} ${groups.join(', ')} in the recipient book`,
  proof: 'When the job is done, the members of all images are read again, and what is left is kept with it.',
  reason: (tenants: readonly Tenant[]) => `Offboard ${names(tenants)}`,
  review: {
    review: 'Offboarding',
    act: ({ action }: Plan, changes: number, busy: boolean) =>
      busy ? reviewWords.submitting(action, changes) : reviewWords.submit(action, changes),
    nothing: 'Nothing to take back',
    nothingMeans: 'Nothing of this is shared any more.',
    headline: ({ action }: Plan, headline: string) => reviewWords.headline(action, headline),
  },
}

/** The words of images whose members could not be read. */
export const unreadWords = {
  title: (images: number) =>
    `${plural(images, 'image')} could not be read, and ${images === 1 ? 'is' : 'are'} not part of this`,
  means: 'Whether they are shared with the project is not known. Read again before you rely on it.',
  again: 'Read again',
}
