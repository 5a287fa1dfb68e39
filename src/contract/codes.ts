import type { CloudCode } from '#ims/errors'
import { EXPLANATIONS, type Explanation } from '#ims/explanations'

/**
 * Every code of the console's own: what happened, who can mend it, and what to do next. Code that only names
 * a code imports the type `Code`: the words are large, and the app loads them with the first failure that it
 * explains.
 */
export const CONSOLE_CODES = {
  'CONSOLE.ABLE': {
    title: 'The job can go on by itself',
    cause: 'The job runs with the rights of its own user.',
    who: 'you',
    act: 'It can be taken over when it waits for them to sign in.',
  },
  'CONSOLE.ANSWER': {
    title: 'An answer cannot be undone',
    cause: 'An answer is not undone.',
    who: 'you',
    act: 'Give the other one: accept or reject the same images.',
  },
  'CONSOLE.BODY': {
    title: 'The request was malformed',
    cause: 'The console’s server could not read the body of the request.',
    who: 'admin',
    act: 'Correct the field that is named, or report this with the request ID.',
  },
  'CONSOLE.CERTIFICATE': {
    title: 'The cloud’s certificate is not accepted',
    cause:
      'The console’s server does not accept the certificate of the cloud, or the cloud not that of the console, ' +
      'so nothing was sent: cacert in the settings of the cloud names the file of the authorities to trust.',
    who: 'admin',
    act: 'Look at cacert, cert and key in the settings of the cloud; the console tries again by itself.',
  },
  'CONSOLE.CHANGED': {
    title: 'The plan has changed',
    cause: 'Something changed since the plan was shown.',
    who: 'you',
    act: 'Look at the new plan before you confirm it.',
  },
  'CONSOLE.ENDED': {
    title: 'The job has ended',
    cause: 'The job has ended already.',
    who: 'you',
    act: 'What it changed can be undone.',
  },
  'CONSOLE.FOREIGN': {
    title: 'Not the console’s own page',
    cause: 'Another site may have sent the request: it lacks the mark of the console’s own page.',
    who: 'you',
    act: 'Use the console’s own page, or call the API with a token.',
  },
  'CONSOLE.GRANT_NEEDED': {
    title: 'The grant is still needed',
    cause: 'Another share of an image with this key still needs the grant.',
    who: 'you',
    act: 'Nothing is to be done: the grant was kept.',
  },
  'CONSOLE.HEADER': {
    title: 'A header is not valid',
    cause: 'The console’s server could not read a header of the request.',
    who: 'you',
    act: 'Correct the header that is named. Nothing was stored or sent.',
  },
  'CONSOLE.HOST': {
    title: 'Not reachable by this name',
    cause: 'The server is bound to this machine and answers to its local names only.',
    who: 'admin',
    act: 'Open the console as localhost, or set HOST to open it to others.',
  },
  'CONSOLE.INTERNAL': {
    title: 'The console’s server failed',
    cause: 'The console’s server met an error of its own, which its log explains.',
    who: 'admin',
    act: 'Look at the jobs before you try again, and report the request ID.',
  },
  'CONSOLE.KEY_REUSED': {
    title: 'The idempotency key belongs to another submission',
    cause: 'The same user sent another action, other images, projects or options with this key before.',
    who: 'you',
    act: 'Send the submission with a new key. Nothing was stored or sent.',
  },
  'CONSOLE.LOST': {
    title: 'The cloud lost the job',
    cause:
      'The cloud accepted the call, then answered that it knows no such job. ' +
      'The members were read back to find out what arrived.',
    who: 'cloud',
    act: 'Retry the pairs that did not arrive.',
  },
  'CONSOLE.METRICS': {
    title: 'Metrics need their token',
    cause: 'The metrics of this console are not for everybody.',
    who: 'admin',
    act: 'Send METRICS_TOKEN of its settings as a bearer token.',
  },
  'CONSOLE.NOTHING': {
    title: 'Nothing is left to do',
    cause: 'There is nothing to do: no pair of this job is left for it.',
    who: 'you',
    act: 'Look at the job again.',
  },
  'CONSOLE.NOT_ADMITTED': {
    title: 'This console is for other projects',
    cause: 'Only the projects and domains in the settings of this console may use it.',
    who: 'admin',
    act: 'Sign in to one of them, or ask for this one to be added.',
  },
  'CONSOLE.NOT_CONFIRMED': {
    title: 'Claimed, but not found',
    cause:
      'The cloud reported success, but the pair was not among the image’s members when they were read back.',
    who: 'cloud',
    act: 'Retry this pair.',
  },
  'CONSOLE.NOT_FOUND': {
    title: 'Not found',
    cause: 'This project has no such job or entry.',
    who: 'you',
    act: 'Check the address, and the project that you work in.',
  },
  'CONSOLE.NOT_RECEIVED': {
    title: 'Not shared with your project',
    cause:
      'The image is not among those that others share with your project: perhaps its owner took it back.',
    who: 'image owner',
    act: 'Ask the owner to share the image, then try again.',
  },
  'CONSOLE.NOT_SHARED': {
    title: 'A private image has no recipients',
    cause:
      'This cloud gives an image recipients only when its visibility is "shared", ' +
      'and nobody agreed to change it.',
    who: 'you',
    act: 'Share the image again and confirm in the plan that it may be made shared.',
  },
  'CONSOLE.NO_ENDPOINT': {
    title: 'The cloud lacks a service',
    cause: 'The cloud’s catalog names no address for a service that the console needs.',
    who: 'admin',
    act: 'Check the region and the interface in the configuration of the cloud.',
  },
  'CONSOLE.NO_GRANTS': {
    title: 'The cloud has no key grants',
    cause: 'The keys of this cloud’s images cannot be granted to other accounts.',
    who: 'admin',
    act: 'Share images that are not encrypted.',
  },
  'CONSOLE.OFFLINE': {
    title: 'The console’s server did not answer',
    cause: 'No whole answer of the console’s server arrived.',
    who: 'you',
    act: 'Check your connection, then look at the jobs before you try again.',
  },
  'CONSOLE.OTHER_SESSION': {
    title: 'Somebody else is signed in now',
    cause: 'Another user, or the same one in another project, has signed in in this browser since.',
    who: 'you',
    act: 'Reload the page, or sign in again as the user that this page belongs to.',
  },
  'CONSOLE.OWN_PROJECT': {
    title: 'Your own project',
    cause: 'The project that owns the images is no recipient.',
    who: 'you',
    act: 'Take your own project out of the entries.',
  },
  'CONSOLE.PASSCODE': {
    title: 'A passcode is needed',
    cause: 'The cloud accepted the password and asks for a second factor.',
    who: 'you',
    act: 'Sign in again with the passcode of the minute.',
  },
  'CONSOLE.PLAN_REQUIRED': {
    title: 'A confirmed plan is required',
    cause: 'This console takes shares and stops only of a plan that was shown and confirmed.',
    who: 'you',
    act: 'Look at the plan, confirm it, and send its fingerprint along.',
  },
  'CONSOLE.PROJECT': {
    title: 'The project cannot be entered this way',
    cause: 'The cloud did not let you enter the project.',
    who: 'you',
    act: 'Sign out, and sign in with the name of the project.',
  },
  'CONSOLE.QUERY': {
    title: 'A parameter is not valid',
    cause: 'The console’s server could not read a parameter in the address.',
    who: 'you',
    act: 'Correct the parameter that is named.',
  },
  'CONSOLE.QUOTA': {
    title: 'Too much at once',
    cause: 'The console takes no more of this from one user, or for one project, than it can carry.',
    who: 'you',
    act: 'Wait until some of it has ended, then try again.',
  },
  'CONSOLE.READ_ONLY': {
    title: 'Your role may only look',
    cause: 'All of your roles in this project are taken to be roles that change nothing.',
    who: 'admin',
    act: 'Ask for a role that may change something in this project.',
  },
  'CONSOLE.REFUSED': {
    title: 'The sign-in was refused',
    cause: 'User, domain, password, passcode or project is wrong.',
    who: 'you',
    act: 'Correct what is wrong, then sign in again.',
  },
  'CONSOLE.RUNNING': {
    title: 'The job has not ended',
    cause: 'The job has not ended yet.',
    who: 'you',
    act: 'Wait for its end, or stop it, then try again.',
  },
  'CONSOLE.STOPPED': {
    title: 'The job was stopped',
    cause:
      'Somebody stopped the job. What was not sent by then stays as it was; ' +
      'how a call ended that was under way may not be known.',
    who: 'you',
    act: 'Read the members again to see what arrived, retry what is missing, or undo what the job changed.',
  },
  'CONSOLE.STORE': {
    title: 'The job history cannot be used',
    cause: 'The database of the console’s server did not work.',
    who: 'admin',
    act: 'Check the database and its disk, look at the jobs, then try again.',
  },
  'CONSOLE.THROTTLED': {
    title: 'Too many failed attempts',
    cause: 'This user failed to sign in too often from this address.',
    who: 'you',
    act: 'Wait, then sign in again.',
  },
  'CONSOLE.TIMEOUT': {
    title: 'The cloud did not answer in time',
    cause:
      'The cloud’s job did not end within the time limit. ' +
      'The members were read back to find out what arrived.',
    who: 'cloud',
    act: 'Look at the members again later, or retry the pairs that did not arrive.',
  },
  'CONSOLE.UNCHECKED': {
    title: 'The token could not be checked',
    cause: 'The identity service did not say in time whether the token is still valid, so nothing was sent.',
    who: 'cloud',
    act: 'Wait: the job tries again by itself.',
  },
  'CONSOLE.UNREACHABLE': {
    title: 'The cloud could not be reached',
    cause: 'No connection to the cloud’s API, or it broke before an answer came.',
    who: 'admin',
    act: 'Check the network and the endpoint; the console tries again by itself.',
  },
  'CONSOLE.UNREADABLE': {
    title: 'An answer was not understood',
    cause: 'The answer was no valid JSON, or lacked what it must have: something may stand in between.',
    who: 'admin',
    act: 'Check the address of the cloud and the proxies on the way to it.',
  },
} as const satisfies Record<`CONSOLE.${string}`, Explanation>

/** A code of the console's own. */
export type ConsoleCode = keyof typeof CONSOLE_CODES

/** The code of a refusal, a failed call, or a pair that did not arrive. */
export type Code = ConsoleCode | CloudCode

/** Words for a code that the console or a cloud's documents define; undefined for any other. */
export const explanationOf = (code: string): Explanation | undefined => ALL.get(code)

const ALL = new Map<string, Explanation>([...Object.entries(EXPLANATIONS), ...Object.entries(CONSOLE_CODES)])

/** Words for a code; one that nobody has documented keeps the cloud's own message as its cause. */
export function explain(code: string, message?: string): Explanation {
  return (
    explanationOf(code) ?? {
      title: `The cloud refused (${code})`,
      cause: message || 'The cloud gave no reason.',
      who: 'cloud',
      act: 'Retry the pair; if it fails again, report the code and the job ID.',
    }
  )
}
