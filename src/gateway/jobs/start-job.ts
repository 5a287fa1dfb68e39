import type { Credentials } from '../auth/credentials.ts'
import type { Identity } from '../cloud/driver.ts'
import type { Created, NewJob } from './model/request.ts'

/** Stores the job that it is given an ID and a token for; `changed`: what it was made of is not so any more. */
type Store<T> = (job: Pick<NewJob, 'id' | 'user' | 'project' | 'token'>) => Promise<T>

/** Has a job stored with the token of whoever asks for it, and run. */
export type StartJob = <T extends Created | 'CONSOLE.CHANGED'>(who: Identity, store: Store<T>) => Promise<T>

/** The one way in which jobs are made: the token is kept first, and given back where no job was made. */
export function createStartJob(o: {
  credentials: Pick<Credentials, 'keep' | 'discard'>
  newId: () => string
  /** Hears that there is a job to run. */
  onCreated(): void
}): StartJob {
  return async (who, store) => {
    const id = o.newId()
    const kept = await o.credentials.keep(who, id)
    const made = await store({ id, user: who.user, project: who.project, token: kept.token })
    if (made !== 'CONSOLE.CHANGED' && made.created) o.onCreated()
    else await o.credentials.discard(kept, id)
    return made
  }
}
