import { CONSOLE_CODES } from '#contract/codes'
import type { Ctx } from './env.ts'
import { RequestRefused } from './problems.ts'

/** How many answers of a kind that cost much each user may have under way in a project, at one gateway. */
export type Quota = {
  /**
   * Chunks of such an answer, which counts until they end or the caller has gone. Refuses with 429 one more than are
   * allowed.
   */
  count<T>(c: Ctx, chunks: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void>
}

/** `what` in words, as in "8 plans". */
export function createQuota(max: number, what: string): Quota {
  const underWay = new Map<string, Set<symbol>>()

  async function* until<T>(chunks: AsyncGenerator<T, void, void>, end: () => void) {
    try {
      yield* chunks
    } finally {
      end()
    }
  }

  return {
    count(c, chunks) {
      const { user, project } = c.get('who')
      const key = `${user.id} ${project.id}`
      const mine = underWay.get(key) ?? new Set()
      if (mine.size >= max)
        throw new RequestRefused(
          429,
          'CONSOLE.QUOTA',
          `You have ${max} ${what} under way. ${CONSOLE_CODES['CONSOLE.QUOTA'].act}`,
        )
      const one = Symbol(what)
      underWay.set(key, mine.add(one))
      const end = () => {
        if (mine.delete(one) && mine.size === 0) underWay.delete(key)
      }
      // Chunks that nobody has begun to take have no end of their own.
      c.req.raw.signal.addEventListener('abort', end)
      return until(chunks, end)
    },
  }
}
