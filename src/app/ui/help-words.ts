/** What the question marks say, and the dialog that says all of it. */
export const help = {
  pair: {
    term: 'Pair',
    means: [
      'One image and one project. 3 images shared with 40 projects are 120 pairs.',
      'Each pair gets a result of its own: the cloud claims it first, then it is read back from the cloud, and only that counts.',
    ],
  },
  pending: {
    term: 'Pending, accepted, rejected',
    means: [
      'An image that is shared can be used by its ID at once, answered or not.',
      'Accept: it appears in this project’s lists of images. Reject: it does not, and it can still be used by its ID. Only its owner can take it back.',
    ],
  },
  confirmed: {
    term: 'Claimed, confirmed',
    means: [
      'Claimed: the cloud says that it is done. Confirmed: the members of the image were read afterwards, and they show it.',
    ],
  },
  undo: {
    term: 'Undo',
    means: [
      'Undo takes back what the job has changed, pair by pair, and nothing else.',
      'What was shared before the job, what another job wants and what somebody else has changed since stays as it is. You see the plan first.',
    ],
  },
  unread: {
    term: 'Unread',
    means: ['The members of the image could not be read. That never means that nobody has it.'],
  },
} as const
