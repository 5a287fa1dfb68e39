import IconCircleMinus from '@tabler/icons-react/icons/IconCircleMinus'
import IconCirclePlus from '@tabler/icons-react/icons/IconCirclePlus'
import IconCircleX from '@tabler/icons-react/icons/IconCircleX'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import type { StatusLook } from '../ui/states/StatusBadge.tsx'
import type { VerdictKind } from './judge-import.ts'

/** A verdict as a word, a colour and an icon. */
export const VERDICT_LOOK: Readonly<Record<VerdictKind, StatusLook>> = {
  refused: { word: 'refused', tone: 'bad', icon: IconCircleX },
  changed: { word: 'changed', tone: 'warn', icon: IconPencil },
  new: { word: 'new', tone: 'good', icon: IconCirclePlus },
  same: { word: 'same', tone: 'idle', icon: IconCircleMinus },
}
