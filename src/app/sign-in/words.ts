import { count, plural } from '../format.ts'

type At = { user: string; project: string }

/** The words of signing in, signing out and changing the project. */
export const words = {
  product: 'Image Share Console',
  purpose: 'Share machine images with many projects, and see every pair arrive.',
  title: 'Sign in',
  titleAt: (cloud: string) => `Sign in to ${cloud}`,
  demoCloud: 'the embedded demo cloud',
  inYourName: 'Everything here is done in your name, with your rights in the cloud.',
  sessionEnded:
    'The session has ended. What is filled in on this page is kept for the same user in the same project.',
  jobsGoOn: 'Your jobs that wait for you go on with the new sign-in. What is filled in on this page is kept.',
  tryAgain: 'Try again',
  close: 'Close',
  asSomebodyElse: 'Sign in as somebody else',

  demoUsers: 'Or look around as',
  demoUser: {
    operator: 'shares images',
    viewer: 'may only look',
    tenant: 'receives images',
  } as Readonly<Record<string, string>>,

  more: 'More',
  domainIs: (name: string) => `domain ${name}`,
  projectIs: (name: string) => `project ${name}`,
  method: 'Sign in with',
  methods: {
    password: 'User and password',
    application_credential: 'Application credential',
    token: 'Token',
  },
  user: 'User',
  domain: 'Domain or account',
  domainHint: 'By name or ID; empty for Keystone’s default domain.',
  password: 'Password',
  passcode: 'Passcode',
  passcodeHint: 'Only with a second factor.',
  secondFactor: 'The cloud asks for a second factor.',
  projectName: 'Project',
  projectNameHint: 'By name or ID; empty to choose from a list.',
  projectDomain: 'Domain of the project',
  credential: 'Application credential',
  credentialHint: 'Its ID, or its name beside its user.',
  credentialUserHint: 'Only for a credential by its name.',
  secret: 'Secret',
  token: 'Token',
  userMissing: 'The user is missing.',
  passwordMissing: 'The password is missing.',
  idMissing: 'The application credential is missing.',
  secretMissing: 'The secret is missing.',
  tokenMissing: 'The token is missing.',

  project: 'Project',
  projectHint: 'The one that owns the images.',
  projects: 'Projects',
  searchProjects: 'Search by name or ID',
  loading: 'Loading …',
  noProject: 'This user has a role in no project. Ask an administrator of the cloud’s users.',
  noMatch: 'No project matches. All words must be in its name or ID.',
  found: (found: number, projects: number) =>
    found < projects ? `${count(found)} of ${plural(projects, 'project')}` : plural(projects, 'project'),
  firstOf: (listed: number, found: number) =>
    `The first ${count(listed)} of ${plural(found, 'project')}: type a part of the name.`,
  openNow: 'open now',

  signOut: 'Sign out',
  jobsAtSignOut: (jobs: number) =>
    jobs === 1
      ? '1 job of yours has not ended. Let it finish with your rights, which end with it; ' +
        'or pause it until you sign in again.'
      : `${plural(jobs, 'job')} of yours have not ended. Let them finish with your rights, ` +
        'which end with the last of them; or pause them until you sign in again.',
  finish: (jobs: number) => `Let ${plural(jobs, 'job')} finish`,
  pause: (jobs: number) => `Pause ${jobs === 1 ? 'it' : 'them'} and sign out`,
  stay: 'Stay signed in',

  otherProject: 'Another project is open now',
  otherUser: 'Somebody else is signed in now',
  pageOf: ({ user, project }: At) => `This page belongs to ${user} in ${project}.`,
  since: ({ user, project }: At) => `In this browser, ${user} in ${project} has signed in since.`,
  nothingSent:
    'Nothing more is read or sent from here. ' +
    'What is filled in on this page is kept for as long as it stays open.',
  whoUnreadable: (problem: string) => `Who it is could not be read: ${problem}`,
  signInAsAgain: (user: string) => `Sign in as ${user} again`,
  reload: 'Reload',
  reloadAs: (user: string) => `Reload as ${user}`,
  reloadIn: ({ user, project }: At) => `Reload as ${user} in ${project}`,
}
