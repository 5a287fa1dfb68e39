import { plural } from '../../format.ts'

/** The words of the proof that nothing is left. */
export const proofWords = {
  title: 'What is left',
  nothing: 'Nothing is left.',
  left: (pairs: number) => `${plural(pairs, 'pair')} ${pairs === 1 ? 'is' : 'are'} left.`,
  open: 'Nobody knows whether anything is left.',
  read: (images: number) =>
    `The members of ${images === 1 ? 'the one image' : `all ${plural(images, 'image')}`} that may have some were read `,
  readSome: (images: number) => `The members of ${plural(images, 'image')} were read `,
  by: (user: string) => `, with the rights of ${user}`,
  unread: (images: number) =>
    `${plural(images, 'image')} could not be read. Whether ${images === 1 ? 'it is' : 'they are'} shared with these projects is not known.`,
  unreadList: 'Images that could not be read',
  leftList: 'Pairs that are left',
  more: (images: number) => `and ${plural(images, 'more image')}`,
  none: 'The members of all images have not been read since the job ended.',
  running: 'Once the job has ended, the members of all images are read, and what is left is kept here.',
  again: 'Read all images again',
  now: 'Read all images now',
}
