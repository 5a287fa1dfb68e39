import pMap from 'p-map'
import { type Clock, CloudFailure, type Driver, type Identity } from './driver.ts'
import { createMemo } from './memo.ts'

/** Those of the IDs of which the cloud says that it has no such project; none where it may not be asked. */
export type AbsentProjects = (
  who: Identity,
  ids: readonly string[],
  signal?: AbortSignal,
) => Promise<ReadonlySet<string>>

const ANSWER_MS = 5 * 60_000
/** Questions at a time: more of them only add latency. */
const PARALLEL = 8
/** Questions for one request: of more projects it is left to the cloud whether they are there. */
const MAX_QUESTIONS = 1000

/** Asks the identity service, on clouds whose image service takes any text for a project. Answers are remembered. */
export function createAbsentProjects({ driver, clock }: { driver: Driver; clock: Clock }): AbsentProjects {
  const answers = createMemo<boolean | null>(clock, ANSWER_MS)
  /** Who was refused an answer: a plain user is, for every project. */
  const refused = createMemo<true>(clock, ANSWER_MS)

  return async (who, ids, signal) => {
    const absent = new Set<string>()
    const asker = `${who.user.id} ${who.project.id}`
    let mayAsk = driver.knowsProject !== undefined && !refused.peek(asker)
    const look = async (id: string) => {
      if (!mayAsk) return
      const known = await answers.get(
        `${asker} ${id}`,
        async () => (await driver.knowsProject?.(who, id)) ?? null,
      )
      if (known === false) absent.add(id)
      if (known !== null) return
      mayAsk = false
      await refused.get(asker, async () => true)
    }
    const [first, ...others] = ids.slice(0, MAX_QUESTIONS)
    try {
      if (first !== undefined) await look(first)
      await pMap(others, look, { concurrency: PARALLEL, signal })
    } catch (error) {
      // What only helps to refuse early may be missing: then the cloud decides.
      if (!(error instanceof CloudFailure) || error.status === 401) throw error
    }
    return absent
  }
}
