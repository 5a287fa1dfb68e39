import { type Answer, type ChangeOptions, CloudFailure, type Identity } from '../driver.ts'
import { streamed } from '../stream.ts'
import {
  concernsAll,
  delayOf,
  lockOf,
  mayBeAdmitted,
  type PairEvent,
  type PairTools,
  TRIES,
  told,
} from './glance-add.ts'

/** Gives the project's answer to every image, each by a call of its own; the same answer twice does no harm. */
export function answerPairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  { images, status }: Answer,
  { signal, admit, check }: ChangeOptions,
): AsyncIterable<PairEvent> {
  const project = who.project.id

  /** `onUntaken`: what is thrown then was thrown before any call was made. */
  const answer = async (image: string, onUntaken: () => void): Promise<CloudFailure | null> => {
    for (let tries = 1; ; tries++)
      try {
        await pace.run(
          () => {
            check?.()
            return calls.updateMember(who, image, status)
          },
          { signal },
        )
        return null
      } catch (error) {
        if (!(error instanceof CloudFailure) && tries === 1) onUntaken()
        if (!(error instanceof CloudFailure) || error.status === 401) throw error
        if (!mayBeAdmitted(error)) return error
        if (tries === TRIES && concernsAll(error)) throw error
        if (tries === TRIES) return error
        await clock.sleep(delayOf(error, tries), signal)
      }
  }

  return streamed<string, PairEvent>({
    items: new Set(images),
    width: () => pace.width,
    admit: admit && ((group) => admit(group.map((image) => ({ image, project })))),
    async work(image, tell) {
      const pair = { kind: 'pair' as const, image, project }
      const untaken = () => tell({ ...pair, outcome: 'untaken' })
      const failure = await locks(lockOf(image, project), () => answer(image, untaken))
      tell(failure ? { ...pair, outcome: 'failed', ...told(failure) } : { ...pair, outcome: 'success' })
    },
  })
}
