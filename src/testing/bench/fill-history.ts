import type { Store } from '#gateway/store/database'
import { newJob } from '../new-job.ts'

/** Jobs of the history, and the number of its latest change. */
export const JOBS = 1000

/** A number as an ID of the clouds. */
export const id = (n: number) => n.toString(16).padStart(32, '0')

const named = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => ({ id: id(from + i), name: `name-${from + i}` }))

/** Stores 1,000 jobs of a project with 1,001,000 pairs: 50 of 12,800 and 950 of 380. None of them has begun. */
export async function fillHistory(store: Store, project: { id: string; name: string }) {
  for (let n = 0; n < JOBS; n++) {
    const large = n % 20 === 0
    await store.requests.create(
      newJob({
        id: id(1_000_000 + n),
        reason: `CHG-${n}`,
        user: { id: id(2), name: 'operator' },
        project,
        images: named(large ? 50 : 20, n * 7),
        projects: named(large ? 256 : 19, n * 3),
      }),
    )
  }
}
