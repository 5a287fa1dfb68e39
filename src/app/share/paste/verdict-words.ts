import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconArrowsShuffle from '@tabler/icons-react/icons/IconArrowsShuffle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconCircleMinus from '@tabler/icons-react/icons/IconCircleMinus'
import IconCircleX from '@tabler/icons-react/icons/IconCircleX'
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle'
import IconUserQuestion from '@tabler/icons-react/icons/IconUserQuestion'
import { plural } from '../../format.ts'
import { visible } from '../../text/clean-text.ts'
import type { StatusLook } from '../../ui/states/StatusBadge.tsx'
import type { OtherIdReason } from './entries.ts'
import type { PasteVerdict, VerdictRow } from './verdicts.ts'

/** The words of the table, which is loaded with the first text. */
export const tableWords = {
  duplicates: (lines: number) => `, ${plural(lines, 'duplicate')}`,
  filter: 'Show only',
  fold: (isOpen: boolean, pieces: number) =>
    `${isOpen ? 'Fold' : 'Show'} ${plural(pieces, 'piece')} of text around the IDs`,
  list: 'Verdict on each line',
  table: 'Verdicts',
  columns: ['Line', 'Verdict', 'Project', 'Change'],
  noun: 'line',
  use: 'Use it',
  replaceIn: (project: string, where: string) => `Use ${project} in ${where}`,
  take: 'Take it',
  takeIn: (id: string, where: string) => `Take it: ${id} in ${where}`,
  edit: 'Edit',
  editIn: (text: string, where: string) => `Edit ${text} in ${where}`,
  remove: 'Remove',
  removeFrom: (text: string, where: string) => `Remove ${text} from ${where}`,
  textOf: (where: string) => `Text of ${where}`,
  checkAgain: 'Check again',
  cancel: 'Cancel',
  pastedAs: (text: string) => `pasted as “${text}”`,
}

const good = { tone: 'good', icon: IconCircleCheck } as const
const look = { tone: 'warn', icon: IconAlertTriangle } as const
const open = { tone: 'warn', icon: IconHelpCircle } as const
const idle = { tone: 'idle', icon: IconCircleMinus } as const
const bad = { tone: 'bad', icon: IconCircleX } as const

/** A verdict as a word, a colour and an icon. */
export const VERDICT: Readonly<Record<PasteVerdict, StatusLook>> = {
  ok: { word: 'known', ...good },
  name: { word: 'found by name', ...good },
  mismatch: { word: 'name of another', tone: 'warn', icon: IconArrowsShuffle },
  unknown: { word: 'never seen before', tone: 'busy', icon: IconUserQuestion },
  unusual: { word: 'unusual ID', ...look },
  duplicate: { word: 'duplicate', ...idle },
  removed: { word: 'taken away', ...idle },
  'other-id': { word: 'no recipient', ...idle },
  word: { word: 'a word', ...idle },
  prose: { word: 'text', ...idle },
  ignored: { word: 'no content', ...idle },
  'near-miss': { word: 'one character off', ...open },
  dashed: { word: 'dashes in it', ...open },
  beside: { word: 'name beside an ID', ...open },
  'own-project': { word: 'your own project', ...bad },
  'image-id': { word: 'looks like an image ID', ...bad },
  'bad-characters': { word: 'bad characters', ...bad },
  'too-long': { word: 'too long', ...bad },
  'shared-name': { word: 'name of several', ...bad },
  'no-id': { word: 'no ID in it', ...bad },
}

/** The verdict in a sentence. */
export function verdictText(row: VerdictRow): string {
  const hidden = row.raw.length - visible(row.raw).length
  const note =
    hidden > 0 ? ` ${hidden} invisible ${hidden === 1 ? 'character' : 'characters'} taken out.` : ''
  return (sentence[row.kind](row) + note).trim()
}

const REASON: Record<OtherIdReason, string> = {
  key: 'The ID of a user, a job, an image or the like.',
  own: 'The ID of an account, or of you, and of no project.',
  repeated: 'Every row has this ID in the same place.',
  second: 'The row has another ID before it, which is taken.',
  image: 'With dashes, as images have them; a project ID stands beside it.',
  checksum: 'A checksum, by its length.',
}

const nameOf = (known: VerdictRow['known']) => known?.name || 'a known project'

const sentence: Record<PasteVerdict, (row: VerdictRow) => string> = {
  ok: ({ known }) => (known?.name ? `Known as ${known.name}.` : 'Shared with before.'),
  name: ({ known }) => `The name of ${known?.id ?? 'a known project'}.`,
  mismatch: ({ other }) => `The name beside it, ${nameOf(other)}, is of another project.`,
  unknown: () => '',
  unusual: ({ id }) =>
    id.length === 32
      ? 'Project IDs usually have digits and a–f in lower case only.'
      : `${id.length} characters; project IDs usually have 32.`,
  duplicate: ({ firstLine }) => `Duplicate of line ${firstLine}.`,
  removed: () => 'This text takes it away, so it is left out.',
  'other-id': ({ reason }) => REASON[reason ?? 'key'],
  word: () => 'A word between IDs, and left out. If it is a project ID, take it.',
  prose: () => 'Text around the IDs.',
  ignored: () => 'A border, a heading or a field that is no project.',
  'near-miss': ({ known }) => `One character away from ${nameOf(known)}. A slip?`,
  dashed: ({ known }) => `The digits of ${nameOf(known)}, with dashes in them.`,
  beside: () => 'The name of a known project, among IDs.',
  'own-project': () => 'An image cannot be shared with the project that owns it.',
  'image-id': () => 'A project ID has no dashes in it. This is how image IDs look.',
  'bad-characters': () => 'A project ID has letters, digits and dashes only.',
  'too-long': ({ id }) => `${id.length} characters; a project ID has at most 64, usually 32.`,
  'shared-name': () => 'Several known projects have this name. Paste the ID.',
  'no-id': () => 'Nothing in this text looks like a project ID.',
}
