import type { JobDetail } from '#contract/job'
import { planAddress } from '../../plan/plan-address.ts'
import type { FailureGroup } from './group-failures.ts'

/** Where the operator can mend a failure: a page of this console, filled in. */
export type Remedy = {
  label: string
  to: '/share' | '/stop' | '/recipients'
  search: { images?: string | undefined; projects?: string | undefined; reason?: string | undefined }
}

type Job = Pick<JobDetail, 'images' | 'projects' | 'reason'>

/** The way out of a failure, where this console has one; null when only trying again, or somebody else, can help. */
export function remedyOf(group: FailureGroup, job: Job): Remedy | null {
  const images = job.images.flatMap(({ id }, at) => (group.images.has(at) ? [id] : []))
  const projects = job.projects.flatMap(({ id }, at) => (group.projects.has(at) ? [id] : []))
  const fill = (label: string, to: '/share' | '/stop', plan: { images: string[]; projects: string[] }) => {
    const search = planAddress({ ...plan, reason: to === '/share' ? job.reason : '' })
    return search && { label, to, search }
  }
  switch (group.code) {
    case 'IMG.0076': {
      const others = job.projects.map(({ id }) => id).filter((id) => !projects.includes(id))
      const all = job.images.map(({ id }) => id)
      return fill('Share again without your own project', '/share', { images: all, projects: others })
    }
    case 'IMG.0088':
      return fill('Make room: stop sharing …', '/stop', { images, projects: [] })
    case 'IMG.0098':
    case 'IMG.0099':
      return fill('Look at the key grants', '/share', { images, projects })
    case 'IMG.0067':
    case 'IMG.0108':
      return { label: 'Open the recipient book', to: '/recipients', search: {} }
    default:
      return null
  }
}
