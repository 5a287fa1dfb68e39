import { CloudFailure, type Identity } from '../cloud/driver.ts'

/** Who of the cloud's users may use this console at all. */
export type Admission = {
  /** Throws `CloudFailure` 403 for somebody in a project that may not sign in. */
  require(who: Identity): void
}

/** IDs or names of the only domains, and of the only projects, that may sign in; null: those of the whole cloud. */
export function createAdmission({
  domains,
  projects,
}: {
  domains: readonly string[] | null
  projects: readonly string[] | null
}): Admission {
  const isIn = (list: readonly string[] | null, one: { id: string; name: string } | undefined) =>
    list === null || (one !== undefined && (list.includes(one.id) || list.includes(one.name)))
  return {
    require({ project, domain }) {
      if (isIn(projects, project) && isIn(domains, domain)) return
      throw new CloudFailure(
        'sign in',
        403,
        'CONSOLE.NOT_ADMITTED',
        `The project ${project.name} may not use this console.`,
      )
    },
  }
}
