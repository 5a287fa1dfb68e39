import type { Answer, ChangeOptions, CloudFailure, Identity } from '../driver.ts'
import { streamed } from '../stream.ts'
import {
  delayOf,
  isLastTry,
  lockOf,
  ofOnePair,
  type PairEvent,
  type PairTools,
  told,
  tryCall,
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
    const updateMember = () => {
      check?.()
      return calls.updateMember(who, image, status)
    }
    for (let tries = 1; ; tries++) {
      const failure = await tryCall(() => pace.run(updateMember, { signal })).catch((error) => {
        if (tries === 1) onUntaken()
        throw error
      })
      if (!failure) return null
      if (isLastTry(failure, tries)) return ofOnePair(failure)
      await clock.sleep(delayOf(failure, tries), signal)
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
