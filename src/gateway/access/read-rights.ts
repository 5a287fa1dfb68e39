import { createHash } from 'node:crypto'
import type { Clock, CloudFailure, Identity } from '../cloud/driver.ts'
import type { Members } from '../cloud/read-members.ts'

/**
 * Whose members the cloud has let which token read. Everybody asks for himself or herself and for each image: rights may
 * differ from image to image (enterprise projects, policies of one's own), and only the cloud knows them. Kept in memory,
 * so that a new sign-in, another gateway and a restart begin with nothing.
 */
export type ReadRights = {
  /** A read begins; what is learned from it is nothing once a later one has told. */
  begin(): number
  learn(asker: Asker, answer: { number: number; imageId: string; members: Members }): void
  /** Whether the cloud's last word was yes. */
  mayRead(asker: Asker, imageId: string): boolean
  /** What went wrong with the last read; null: nothing. */
  problemOf(asker: Asker, imageId: string): { failure: CloudFailure; at: number } | null
}

/** A token, as it is kept: its digest. */
export type Asker = string & { readonly asker: unique symbol }

export const askerOf = ({ token }: Pick<Identity, 'token'>) =>
  createHash('sha256').update(token).digest('base64') as Asker

/** How long a yes is believed: whoever is refused from then on learns of nothing that was read later. */
const BELIEVED_MS = 10 * 60_000

/** `number`: of the read that told whether the user is allowed; `latest`: of the last one of all, to which `problem` belongs. */
type Entry = {
  number: number
  allowed: boolean
  until: number
  latest: number
  problem: { failure: CloudFailure; at: number } | null
}

const UNKNOWN = { number: 0, allowed: false, latest: 0, problem: null }

export function createReadRights({ now }: Pick<Clock, 'now'>): ReadRights {
  /** In the order of what was learned, so that the outdated ones are in front. */
  const entries = new Map<string, Entry>()
  let begun = 0
  const keyOf = (asker: Asker, imageId: string) => `${asker} ${imageId}`

  const sweep = () => {
    for (const [key, { until }] of entries) {
      if (until > now()) return
      entries.delete(key)
    }
  }

  return {
    begin: () => ++begun,

    learn(asker, { number, imageId, members }) {
      sweep()
      const key = keyOf(asker, imageId)
      const until = now() + BELIEVED_MS
      const entry: Entry = { until, ...(entries.get(key) ?? UNKNOWN) }
      const failure = 'failure' in members ? members.failure : null
      if (number > entry.latest) {
        entry.latest = number
        entry.problem = failure && { failure, at: now() }
      }
      const tells = failure === null || REFUSALS.includes(failure.status)
      if (tells && number > entry.number) {
        entry.number = number
        entry.allowed = failure === null
        entry.until = until
      }
      entries.delete(key)
      entries.set(key, entry)
    },

    mayRead(asker, imageId) {
      const known = entries.get(keyOf(asker, imageId))
      return known?.allowed === true && known.until > now()
    },

    problemOf: (asker, imageId) => entries.get(keyOf(asker, imageId))?.problem ?? null,
  }
}

/** The token is refused, its user may not read the members, or is told that there is no such image. */
const REFUSALS = [401, 403, 404]
