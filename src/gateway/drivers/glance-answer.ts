import { type Answer, CloudFailure, type Identity } from './driver.ts'
import {
  concernsAll,
  delayOf,
  lockOf,
  mayPass,
  type PairEvent,
  type PairTools,
  TRIES,
  told,
} from './glance-add.ts'
import { createSending, type Ends } from './sending.ts'
import { streamed } from './stream.ts'

/** Gives the project's answer to every image, each by a call of its own; the same answer twice does no harm. */
export function answerPairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  { images, status }: Answer,
  ends: Ends = {},
): AsyncIterable<PairEvent> {
  const project = who.project.id
  const { until, stopped, pause } = createSending(ends, clock)

  const answer = async (image: string): Promise<CloudFailure | null> => {
    let failure: CloudFailure | undefined
    for (let tries = 1; ; tries++)
      try {
        await pace.run(() => calls.updateMember(who, image, status), until)
        return null
      } catch (error) {
        if (!(error instanceof CloudFailure) && failure && stopped()) return failure
        if (!(error instanceof CloudFailure) || error.status === 401) throw error
        if (!mayPass(error) || stopped()) return error
        failure = error
        if (tries === TRIES && concernsAll(error)) throw error
        if (tries === TRIES) return error
        await pause(delayOf(error, tries))
      }
  }

  return streamed(
    new Set(images),
    async (image): Promise<PairEvent[]> => {
      const failure = await locks(lockOf(image, project), () => answer(image))
      const pair = { kind: 'pair' as const, image, project }
      return [failure ? { ...pair, outcome: 'failed', ...told(failure) } : { ...pair, outcome: 'success' }]
    },
    () => pace.width,
  )
}
