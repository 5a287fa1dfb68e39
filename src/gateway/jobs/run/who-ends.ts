import type { Credentials } from '../../auth/credentials.ts'
import { CloudFailure, type Identity } from '../../cloud/driver.ts'

/**
 * As whom a stopped job looks after its calls and reads the members: with its own rights, else as the person
 * who stopped it, whose act that is. Nobody is waited for, and a token that was refused is not tried again.
 */
export type WhoEnds = { identify(): Promise<Identity | null>; reject(who: Identity): Promise<void> }

/** `stopper`: the person who stopped the job, where that was asked for here. */
export function createWhoEnds(
  jobId: string,
  credentials: Pick<Credentials, 'forJob' | 'refuse'>,
  stopper: () => Identity | null,
): WhoEnds {
  const refused = new Set<string>()
  const own = async () => {
    try {
      return await credentials.forJob(jobId)
    } catch (error) {
      if (error instanceof CloudFailure) return null
      throw error
    }
  }
  return {
    async identify() {
      const able = [await own(), stopper()]
      return able.find((who) => who !== null && !refused.has(who.token)) ?? null
    },
    async reject(who) {
      refused.add(who.token)
      if (who.token !== stopper()?.token) await credentials.refuse(jobId, who, false)
    },
  }
}
