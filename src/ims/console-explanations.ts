/** Words for the console's own codes, as `Explanation` has them. */
export const CONSOLE_EXPLANATIONS = {
  'CONSOLE.KEY_REUSED': {
    title: 'The idempotency key belongs to another submission',
    cause: 'The same user sent another action, other images, projects or options with this key before.',
    who: 'you',
    act: 'Send the submission with a new key. Nothing was stored or sent.',
  },
  'CONSOLE.ABLE': {
    title: 'The job can go on by itself',
    cause: 'A job can be taken over only while it waits for its own user to sign in.',
    who: 'you',
    act: 'Look at the job: it is running, or about to.',
  },
  'CONSOLE.UNCHECKED': {
    title: 'The token could not be checked',
    cause: 'The identity service did not say in time whether the token is still valid, so nothing was sent.',
    who: 'cloud',
    act: 'Wait: the job tries again by itself.',
  },
  'CONSOLE.LOST': {
    title: 'The cloud lost the job',
    cause:
      'The cloud accepted the call, then answered that it knows no such job. The members were read back to find out what arrived.',
    who: 'cloud',
    act: 'Retry the pairs that did not arrive.',
  },
  'CONSOLE.TIMEOUT': {
    title: 'The cloud did not answer in time',
    cause:
      'The cloud’s job did not end within the time limit. The members were read back to find out what arrived.',
    who: 'cloud',
    act: 'Look at the members again later, or retry the pairs that did not arrive.',
  },
  'CONSOLE.UNREACHABLE': {
    title: 'The cloud could not be reached',
    cause: 'No connection to the cloud’s API, or it broke before an answer came.',
    who: 'admin',
    act: 'Check the network and the endpoint; the console tries again by itself.',
  },
  'CONSOLE.NOT_SHARED': {
    title: 'A private image has no recipients',
    cause:
      'This cloud gives an image recipients only when its visibility is "shared", and nobody agreed to change it.',
    who: 'you',
    act: 'Share the image again and confirm in the plan that it may be made shared.',
  },
  'CONSOLE.NOT_RECEIVED': {
    title: 'Not shared with your project',
    cause:
      'The image is not among those that others share with your project: perhaps its owner took it back.',
    who: 'image owner',
    act: 'Ask the owner to share the image, then try again.',
  },
  'CONSOLE.OTHER_SESSION': {
    title: 'Somebody else is signed in now',
    cause: 'Another user, or the same one in another project, has signed in in this browser since.',
    who: 'you',
    act: 'Reload the page, or sign in again as the user that this page belongs to.',
  },
  'CONSOLE.STOPPED': {
    title: 'The job was stopped',
    cause:
      'Somebody stopped the job. What was not sent by then stays as it was; how a call ended that was under way may not be known.',
    who: 'you',
    act: 'Read the members again to see what arrived, retry what is missing, or undo what the job changed.',
  },
  'CONSOLE.NOT_CONFIRMED': {
    title: 'Claimed, but not found',
    cause:
      'The cloud reported success, but the pair was not among the image’s members when they were read back.',
    who: 'cloud',
    act: 'Retry this pair.',
  },
} as const
