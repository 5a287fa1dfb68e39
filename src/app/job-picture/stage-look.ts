import type { JobAction } from '#contract/job'
import type { Stage } from '#contract/picture'
import { PAIR_STATE } from '../job-words.ts'
import type { Texture } from '../picture/textures.ts'
import { words } from './words.ts'

const TEXTURE: Record<Stage, Texture | null> = {
  waiting: 'waiting',
  sent: 'sent',
  claimed: 'claimed',
  done: 'confirmed',
  unchanged: 'accepted',
  impossible: 'impossible',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
  unsent: 'unsent',
  gone: 'missing',
  undone: 'undone',
  notAsked: null,
}

/** What takes away looks like it, and ends empty. */
const REMOVAL: Record<Stage, Texture | null> = {
  ...TEXTURE,
  waiting: 'removalWaiting',
  sent: 'removalSent',
  claimed: 'removalClaimed',
  done: 'removed',
  unchanged: 'absent',
}

/** How a pair of a job looks in its picture, and what it is called there. */
export const stageLook = (action: JobAction, stage: Stage): { texture: Texture | null; word: string } => ({
  texture: (action === 'unshare' ? REMOVAL : TEXTURE)[stage],
  word: wordOf(action, stage),
})

function wordOf(action: JobAction, stage: Stage): string {
  switch (stage) {
    case 'claimed':
    case 'gone':
    case 'undone':
    case 'notAsked':
      return words.stages[stage]
    case 'done':
      return words.stages.confirmed(PAIR_STATE[action].done.word)
    default:
      return PAIR_STATE[action][stage].word.toLowerCase()
  }
}
