import type { JobDetail } from '#contract/job'
import { planAddress } from '../../plan/plan-address.ts'
import { jobWords } from '../words.ts'
import type { FailureGroup } from './group-failures.ts'

/** A page of this console, filled in, on which the operator can fix a failure. */
export type Remedy = {
  label: string
  to: '/share' | '/stop' | '/recipients'
  search: { images?: string | undefined; projects?: string | undefined; reason?: string | undefined }
}

type Job = Pick<JobDetail, 'images' | 'projects' | 'reason'>

/** The page on which a failure can be fixed; null when only a retry, or somebody else, can help. */
export function remedyOf(group: FailureGroup, job: Job): Remedy | null {
  const images = job.images.flatMap(({ id }, at) => (group.images.has(at) ? [id] : []))
  const projects = job.projects.flatMap(({ id }, at) => (group.projects.has(at) ? [id] : []))
  const fill = (label: string, to: '/share' | '/stop', plan: { images: string[]; projects: string[] }) => {
    const search = planAddress({ ...plan, reason: to === '/share' ? job.reason : '' })
    return search && { label, to, search }
  }
  switch (group.code) {
    case 'IMG.0076': {
      const others = job.projects.flatMap(({ id }, at) => (group.projects.has(at) ? [] : [id]))
      const all = job.images.map(({ id }) => id)
      return fill(jobWords.remedy.withoutOwnProject, '/share', { images: all, projects: others })
    }
    case 'IMG.0088':
      return fill(jobWords.remedy.makeRoom, '/stop', { images, projects: [] })
    case 'IMG.0098':
    case 'IMG.0099':
      return fill(jobWords.remedy.grants, '/share', { images, projects })
    case 'IMG.0067':
    case 'IMG.0108':
      return { label: jobWords.remedy.book, to: '/recipients', search: {} }
    default:
      return null
  }
}
