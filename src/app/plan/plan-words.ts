import IconBan from '@tabler/icons-react/icons/IconBan'
import IconEqual from '@tabler/icons-react/icons/IconEqual'
import IconHandStop from '@tabler/icons-react/icons/IconHandStop'
import IconLockQuestion from '@tabler/icons-react/icons/IconLockQuestion'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconQuestionMark from '@tabler/icons-react/icons/IconQuestionMark'
import IconX from '@tabler/icons-react/icons/IconX'
import type { OwnerAction } from '#contract/job'
import type { Cell, PairFate, Plan } from '#contract/plan'
import { countCells, fateOf } from '#contract/plan'
import type { StatusLook } from '../ui/states/StatusBadge.tsx'

/** The order in which pairs are told of: what happens, what does not, what cannot. */
export const FATES: readonly PairFate[] = ['change', 'unchecked', 'same', 'left', 'impossible', 'unknown']

const same = { word: 'already shared', tone: 'idle', icon: IconEqual } as const
const unchecked = { word: 'new, grant not checked', tone: 'warn', icon: IconLockQuestion } as const
const impossible = { word: 'impossible', tone: 'bad', icon: IconBan } as const
const unknown = { word: 'not known', tone: 'warn', icon: IconQuestionMark } as const
const left = { word: 'left alone', tone: 'idle', icon: IconHandStop } as const

/** How each fate is told. */
export const FATE: Record<OwnerAction, Record<PairFate, StatusLook>> = {
  share: {
    change: { word: 'new', tone: 'good', icon: IconPlus },
    unchecked,
    same,
    impossible,
    unknown,
    left,
  },
  unshare: {
    change: { word: 'to be stopped', tone: 'bad', icon: IconX },
    same: { ...same, word: 'not shared' },
    ...{ unchecked, impossible, unknown, left },
  },
}

/** One kind of cell in the picture and its legend. `tone`: its colour there. */
export type CellLook = { word: string; tone: 'good' | 'bad' | 'warn' | 'busy' | 'idle' | 'faint' | 'none' }

const NONE: CellLook = { word: 'not part of it', tone: 'none' }

/** How a pair is told in the picture. */
export function cellLook(action: OwnerAction, cell: string): CellLook {
  const fate = fateOf(action, cell)
  if (fate === null) return NONE
  // What waits for the operator's tick stands out among what is left alone.
  const tone = cell === 'q' ? 'warn' : TONE_OF[fate](action)
  return { word: CELL_WORDS[action][cell as Cell], tone }
}

const TONE_OF: Record<PairFate, (action: OwnerAction) => CellLook['tone']> = {
  change: (action) => (action === 'share' ? 'good' : 'busy'),
  unchecked: () => 'warn',
  same: () => 'faint',
  impossible: () => 'bad',
  unknown: () => 'warn',
  left: () => 'idle',
}

const COMMON = {
  k: 'new, grant cannot be checked',
  o: 'your own project',
  i: 'image cannot be shared',
  x: 'no such project',
  f: 'does not fit',
  g: 'grant missing',
  u: 'members not read',
  c: 'changed by somebody else since, left alone',
  l: 'wanted by another job, left alone',
  b: 'so before the console saw to it, left alone',
  q: 'not proven to be the console’s doing, left alone',
  ' ': NONE.word,
} as const

const CELL_WORDS: Record<OwnerAction, Record<Cell, string>> = {
  share: {
    n: 'new',
    p: 'already shared, pending',
    a: 'already shared, accepted',
    r: 'already shared, rejected',
    ...COMMON,
  },
  unshare: {
    n: 'not shared',
    p: 'will be stopped, was pending',
    a: 'will be stopped, was accepted',
    r: 'will be stopped, was rejected',
    ...COMMON,
  },
}

/** The kinds of cell that a plan has, with how many pairs each, the most telling kinds first. */
export function kindsOf({
  action,
  images,
}: Pick<Plan, 'action' | 'images'>): { cell: string; pairs: number }[] {
  const rank = (cell: string) => FATES.indexOf(fateOf(action, cell) ?? 'same')
  return countCells(images)
    .filter(([cell]) => cell !== ' ')
    .map(([cell, pairs]) => ({ cell, pairs }))
    .sort((a, b) => rank(a.cell) - rank(b.cell))
}
