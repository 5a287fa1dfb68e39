import { isAnswer, TERMINAL } from '#contract/job'
import { MAX_ADDRESS, packIds } from '../plan/plan-address.ts'
import type { Entry, Go } from './entries.ts'
import { isProjectForm } from './query.ts'
import { words } from './words.ts'

/** Something that can be done with what was found. `tone`: it takes away. */
export type Act = { key: string; name: string; go: Go | { copy: string }; tone?: 'stop' }

/** What can be done with an entry that is just what was asked for. A viewer is offered what changes nothing. */
export function actsOn(entry: Entry, mayShare: boolean): Act[] {
  const changing = mayShare ? changesOf(entry) : []
  return [...changing, ...readsOf(entry), ...copyOf(entry.id)]
}

function changesOf(entry: Entry): Act[] {
  switch (entry.kind) {
    case 'image': {
      const search = { images: entry.image.id }
      const share: Act = { key: 'share', name: words.shareImage(entry.name), go: { to: '/share', search } }
      const stop: Act = {
        key: 'stop',
        name: words.stopImage(entry.name),
        go: { to: '/stop', search },
        tone: 'stop',
      }
      return entry.image.obstacle ? [stop] : [share, stop]
    }
    case 'recipient':
      return [...changesFor([entry.recipient.id], entry.name), edit(words.entry, entry.recipient.id)]
    case 'group':
      return changesFor(entry.members, words.allOf(entry.name, entry.members.length))
    case 'job': {
      const isUndoable = !isAnswer(entry.job.action) && TERMINAL.has(entry.job.status)
      const go: Go = { to: '/jobs/$jobId/undo', params: { jobId: entry.job.id } }
      return isUndoable ? [{ key: 'undo', name: words.undo, go }] : []
    }
    default:
      return []
  }
}

function readsOf(entry: Entry): Act[] {
  if (entry.kind === 'image') return [jobsWith({ image: entry.image.id })]
  return entry.kind === 'recipient' ? [jobsWith({ project: entry.recipient.id })] : []
}

/** With an ID that nothing here has. Only a project may be one that the console has never heard of. */
export function actsOnUnknown(id: string, mayShare: boolean): Act[] {
  const isProject = isProjectForm(id)
  return [
    ...(isProject ? [whatItHas(id)] : []),
    ...(mayShare && isProject ? [...changesFor([id], words.thisProject), edit(words.addToBook, id)] : []),
    jobsWith({ text: id }, words.inJobs),
    ...(isProject ? [] : [inReceived(id)]),
    ...copyOf(id),
  ]
}

/** With several IDs of one text, those of images left out. */
export function actsOnSeveral(ids: readonly string[], mayShare: boolean): Act[] {
  const projects = ids.filter(isProjectForm)
  return mayShare && projects.length > 0 ? changesFor(projects, words.theseProjects(projects.length)) : []
}

function changesFor(projects: readonly string[], what: string): Act[] {
  const search = { projects: packIds(projects) }
  // A longer address does not survive; the page of the group can share with all of it.
  if (search.projects.length > MAX_ADDRESS) return []
  return [
    { key: 'share', name: words.shareWith(what), go: { to: '/share', search } },
    { key: 'stop', name: words.stopWith(what), go: { to: '/stop', search }, tone: 'stop' },
  ]
}

const edit = (name: string, id: string): Act => ({
  key: 'edit',
  name,
  go: { to: '/recipients', search: { edit: id } },
})

/** Its page shows it, whether or not anybody has heard of the project. */
const whatItHas = (projectId: string): Act => ({
  key: 'has',
  name: words.whatItHas,
  go: { to: '/recipients/$projectId', params: { projectId } },
})

const inReceived = (text: string): Act => ({
  key: 'received',
  name: words.inReceived,
  go: { to: '/received', search: { text } },
})

type JobSearch = { text?: string; image?: string; project?: string }

const jobsWith = (search: JobSearch, name: string = words.jobsWith): Act => ({
  key: 'jobs',
  name,
  go: { to: '/jobs', search },
})

const copyOf = (id: string | null): Act[] =>
  id === null ? [] : [{ key: 'copy', name: words.copyId, go: { copy: id } }]
