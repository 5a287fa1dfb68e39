import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconCircleMinus from '@tabler/icons-react/icons/IconCircleMinus'
import IconCircleX from '@tabler/icons-react/icons/IconCircleX'
import IconUserQuestion from '@tabler/icons-react/icons/IconUserQuestion'
import type { StatusLook } from '../ui/StatusBadge.tsx'
import type { Kind, Row } from './verdicts.ts'
import { visible } from './visible-text.ts'

const good = { tone: 'good', icon: IconCircleCheck } as const
const look = { tone: 'warn', icon: IconAlertTriangle } as const
const idle = { tone: 'idle', icon: IconCircleMinus } as const
const bad = { tone: 'bad', icon: IconCircleX } as const

/** A verdict as a word, a colour and an icon. */
export const VERDICT: Readonly<Record<Kind, StatusLook>> = {
  ok: { word: 'known', ...good },
  name: { word: 'found by name', ...good },
  unknown: { word: 'never seen before', tone: 'busy', icon: IconUserQuestion },
  unusual: { word: 'unusual ID', ...look },
  'near-miss': { word: 'one character off', ...look },
  duplicate: { word: 'duplicate', ...idle },
  ignored: { word: 'no content', ...idle },
  'own-project': { word: 'your own project', ...bad },
  'image-id': { word: 'looks like an image ID', ...bad },
  'bad-characters': { word: 'bad characters', ...bad },
  'too-long': { word: 'too long', ...bad },
  'shared-name': { word: 'name of several', ...bad },
  'no-id': { word: 'no ID in it', ...bad },
  word: { word: 'a word', ...bad },
}

/** The verdict in a sentence. */
export function verdictText({ kind, id, known, firstLine, raw }: Row): string {
  const hidden = raw.length - visible(raw).length
  const note =
    hidden > 0 ? ` ${hidden} invisible ${hidden === 1 ? 'character' : 'characters'} taken out.` : ''
  return sentence[kind]({ id, known, firstLine }) + note
}

type Facts = Pick<Row, 'id' | 'known' | 'firstLine'>

const sentence: Record<Kind, (facts: Facts) => string> = {
  ok: ({ known }) => (known?.name ? `Known as ${known.name}.` : 'Shared with before.'),
  name: ({ known }) => `The name of ${known?.id ?? 'a known project'}.`,
  unknown: () => 'Well formed, but nobody here has seen it before.',
  unusual: ({ id }) =>
    id.length === 32
      ? 'Project IDs usually have digits and a–f in lower case only.'
      : `${id.length} characters; project IDs usually have 32.`,
  'near-miss': ({ known }) => `One character away from ${known?.name || 'a known project'}. A slip?`,
  duplicate: ({ firstLine }) => `Duplicate of line ${firstLine}.`,
  ignored: () => 'A border, a heading or a field that is no project.',
  'own-project': () => 'An image cannot be shared with the project that owns it.',
  'image-id': () => 'A project ID has no dashes in it. This is how image IDs look.',
  'bad-characters': () => 'A project ID has letters, digits and dashes only.',
  'too-long': ({ id }) => `${id.length} characters; a project ID has at most 64, usually 32.`,
  'shared-name': () => 'Several known projects have this name. Paste the ID.',
  'no-id': () => 'Nothing in this text looks like a project ID.',
  word: () => 'A word between IDs, and left out. If it is a project ID, take it.',
}
