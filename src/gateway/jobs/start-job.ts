import { CONSOLE_CODES } from '#contract/codes'
import type { Credentials } from '../auth/credentials.ts'
import { CloudFailure, type Identity } from '../cloud/driver.ts'
import type { Store } from '../store/database.ts'
import type { Created, NewJob } from './model/request.ts'

/** Stores the job that it is given an ID and a token for; `changed`: what it was made of is not so any more. */
type Write<T> = (job: Pick<NewJob, 'id' | 'user' | 'project' | 'token'>) => Promise<T>

/** Has a job stored with the token of whoever asks for it, and run. */
export type StartJob = <T extends Created | 'CONSOLE.CHANGED'>(who: Identity, write: Write<T>) => Promise<T>

/** Open jobs at a time: hours of work for any cloud. */
export const MAX_OPEN = { user: 2000, project: 5000 }

function refuseMore(why: string): never {
  const { act } = CONSOLE_CODES['CONSOLE.QUOTA']
  throw new CloudFailure('start a job', 429, 'CONSOLE.QUOTA', `${why} Nothing was stored or sent. ${act}`)
}

/** The one way in which jobs are made: the token is kept first, and given back where no job was made. */
export function createStartJob(o: {
  credentials: Pick<Credentials, 'keep' | 'discard'>
  jobs: Pick<Store['jobs'], 'countOpen'>
  newId: () => string
  /** Hears that there is a job to run. */
  onCreated(): void
}): StartJob {
  const requireRoom = async ({ user, project }: Identity) => {
    const open = await o.jobs.countOpen(project.id, user.id)
    if (open.user >= MAX_OPEN.user) refuseMore(`${open.user} jobs of yours have not ended.`)
    if (open.project >= MAX_OPEN.project) refuseMore(`${open.project} jobs of this project have not ended.`)
  }

  return async (who, write) => {
    await requireRoom(who)
    const id = o.newId()
    const kept = await o.credentials.keep(who, id)
    const made = await write({ id, user: who.user, project: who.project, token: kept.token })
    if (made !== 'CONSOLE.CHANGED' && made.created) o.onCreated()
    else await o.credentials.discard(kept, id)
    return made
  }
}
