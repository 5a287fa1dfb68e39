import { type Answer, type ChangeOptions, CloudFailure, type Identity } from './driver.ts'
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
import { createSending } from './sending.ts'
import { streamed } from './stream.ts'

/** Gives the project's answer to every image, each by a call of its own; the same answer twice does no harm. */
export function answerPairs(
  { calls, clock, pace, locks }: PairTools,
  who: Identity,
  { images, status }: Answer,
  how: ChangeOptions,
): AsyncIterable<PairEvent> {
  const project = who.project.id
  const { send, stopped, pause, admit } = createSending(how, { clock, pace })

  const answer = async (image: string): Promise<CloudFailure | null> => {
    let failure: CloudFailure | undefined
    for (let tries = 1; ; tries++)
      try {
        await send(() => calls.updateMember(who, image, status))
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

  return streamed<string, PairEvent>({
    items: new Set(images),
    width: () => pace.width,
    admit: (group) => admit(group.map((image) => ({ image, project }))),
    async work(image, tell) {
      const failure = await locks(lockOf(image, project), () => answer(image))
      const pair = { kind: 'pair' as const, image, project }
      tell(failure ? { ...pair, outcome: 'failed', ...told(failure) } : { ...pair, outcome: 'success' })
    },
  })
}
