import type { JobAction } from '#contract/job'
import type { Pair } from '#contract/pair'
import { type Stage, stageOf } from '#contract/picture'
import { PAIR_STATE } from '../../job-words.ts'
import { pairWords } from '../words.ts'

/** What came of a pair, in words and as its picture has it. */
export function pairResult(action: JobAction, pair: Pair): { stage: Stage; word: string; tone: string } {
  const stage = stageOf(action, pair)
  const { word, tone } = PAIR_STATE[action][pair.state]
  return stage === 'undone' ? { stage, word: pairWords.undone(word), tone: 'idle' } : { stage, word, tone }
}
