import type { Credentials } from '../../auth/credentials.ts'
import type { Roles } from '../../auth/roles.ts'
import type { Driver } from '../../cloud/driver.ts'
import { signedInAs } from '../signed-in-as.ts'
import type { Handlers } from './route-table.ts'

export type SettingsParts = {
  driver: Pick<Driver, 'capabilities'>
  credentials: Pick<Credentials, 'openJobs'>
  roles: Roles
  cloud: { name: string; embedded: boolean }
  version: string
}

/** What the console runs on, who acts, and what that person would leave running. */
export function settingsHandlers(parts: SettingsParts): Handlers<'settings' | 'ownJobs'> {
  const { driver, credentials, roles, cloud, version } = parts
  return {
    settings: async ({ who }) => {
      const { recipientsPerImage, recipientsPerFullEcsImage } = driver.capabilities
      return {
        version,
        cloud,
        user: who.user,
        project: who.project,
        signedInAs: signedInAs(who),
        mayShare: roles.mayChange(who),
        limits: { recipientsPerImage, recipientsPerFullEcsImage },
      }
    },
    ownJobs: async ({ who }) => ({ open: (await credentials.openJobs(who)).length }),
  }
}
