import type { MantineColorScheme } from '@mantine/core'
import { count, plural } from '../format.ts'
import type { PanelGroup } from './panel-groups.ts'

/** The words of the shell. */
export const words = {
  product: 'Image Share Console',
  skip: 'Skip to content',
  pages: 'Pages',
  share: 'Share',
  stop: 'Stop sharing',
  jobs: 'Jobs',
  recipients: 'Recipients',
  received: 'Received',
  waitForAnswer: (images: number) => `${plural(images, 'image')} not answered`,
  notAnswered: 'not answered',
  known: 'What is shared',
  access: 'Access',
  images: 'Images',
  record: 'Record',
  find: 'Find an ID, a name, a ticket',
  demoCloud: 'Embedded demo cloud',
  theme: {
    auto: 'As the system',
    light: 'Light',
    dark: 'Dark',
  } satisfies Record<MantineColorScheme, string>,
  themeTitle: 'Theme',
  changeProject: 'Change the project',
  signedInAs: (user: string) => `Signed in as ${user}`,
  inProject: (project: string) => `In the project ${project},`,
  thisProject: 'the project',
  readOnly: 'Your role may look, and not share.',
  help: 'Help and words',
  apiHint: 'Everything here can be done by other programs, too: ',
  api: 'the calls, as OpenAPI 3.1',
  shortcuts: 'Keyboard shortcuts',
  /** The keys, what they do, and whether they need no modifier. */
  keys: [
    [['Ctrl', 'Enter'], 'Send the form: share, stop sharing, undo', false],
    [['Esc'], 'Stop before it is sent; close a list or a dialog', false],
    [['Ctrl', 'K'], 'Find an ID, a name, a ticket, a page', false],
    [['/'], 'Find, as with Ctrl K', true],
    [['g', 's'], 'Go to Share', true],
    [['g', 't'], 'Go to Stop sharing', true],
    [['g', 'r'], 'Go to Recipients', true],
    [['g', 'j'], 'Go to Jobs', true],
    [['g', 'i'], 'Go to Received', true],
    [['?'], 'Show these shortcuts', true],
  ] satisfies [keys: string[], does: string, isSingle: boolean][],
  singleKeys: 'Keys without Ctrl',
  singleKeysHint: 'Off: the single keys do nothing, so that dictation cannot press them.',
  close: 'Close',

  groups: {
    active: 'Under way',
    failed: 'Failed, not seen yet',
    ended: 'Ended',
  } satisfies Record<PanelGroup, string>,
  showJobs: 'Show the jobs',
  hideJobs: 'Hide the jobs',
  railActive: (jobs: number) => `${count(jobs)} under way`,
  railFailed: (jobs: number) => `${count(jobs)} failed, not seen yet`,
  railStale: 'not up to date',
  allJobs: 'All jobs',
  loadingJobs: 'Loading jobs',
  noJobs: 'No jobs yet',
  noJobsYet: 'Shares appear here as soon as they start.',
  jobsUnreadable: 'The jobs cannot be read now',
  jobsGoOn: 'Jobs that were started go on. Trying again every few seconds.',
  noneRunning: 'none running',
  notUpToDate: ' · not up to date',
  checked: (ago: string) => `Checked ${ago}`,
  checkFailed: (lastTime: string, triesAgain: boolean) =>
    `Last check failed; as of ${lastTime}.${triesAgain ? ' Trying again.' : ''}`,
  progress: 'Progress',
  notify: 'Notify me when a job ends',
  notifyBlocked: 'The browser blocks notifications of this site.',
  manyEnded: (jobs: number) => `${plural(jobs, 'job')} ended.`,

  newVersion: 'A new version is there: reload. Forms keep what is filled in.',
  noPart: 'A part of this page could not be loaded.',
  noPartMeans: ' The server does not answer. The part comes once it does; forms keep what is filled in.',
  reload: 'Reload',
  away: 'The console’s server does not answer.',
  awaySince: (lastTime: string) => ` What is shown is as of ${lastTime}.`,
  awayMeans: ' Jobs that were started go on there. Trying again every few seconds.',

  notFound: 'Page not found',
  pageBroke: 'This page broke',
  pageUnshown: 'The page could not be shown',
  jobsUntouched: (problem: string) =>
    `${problem} Jobs that were started go on; nothing was lost on the server.`,
}

/** "2 running, 1 failed"; what is zero is left out, so it is empty when nothing runs and nothing failed. */
export function runningAndFailed({ running, failed }: { running: number; failed: number }): string {
  const parts = [running > 0 && `${count(running)} running`, failed > 0 && `${count(failed)} failed`]
  return parts.filter(Boolean).join(', ')
}
