import { count, plural } from '../../format.ts'
import type { Verdicts } from './verdicts.ts'

/** The words of the paste field, and of what it says of the whole text. */
export const pasteWords = {
  label: 'Paste project IDs',
  hint: 'Lines, a table, CSV, JSON, a mail: whatever has IDs in it.',
  example: '9c61004714024f9586705d090530f9fa',
  unreadable: 'The text cannot be read: a part of this page did not load. Reload the page and try again.',
  reading: 'Reading the pasted text …',
  pasted: (lines: number) => `${plural(lines, 'line')} pasted`,
  keptOut: 'Kept out of the field, so that the page stays fast. Paste again to add more.',
  editAsText: 'Edit as text',
  clear: 'Clear',
  blind: 'The known projects could not be read, so names and slips of the pen are not checked.',

  taken: (projects: number) => ` pasted: ${plural(projects, 'project')} taken`,
  rejected: (lines: number) => `${count(lines)} rejected`,
  open: (lines: number) => `${count(lines)} to decide`,
  line: (line: number) => `line ${line}`,
}

/** The paste in a sentence, for ears. */
export const sumText = (verdicts: Verdicts) =>
  [
    plural(verdicts.lines, 'line') + pasteWords.taken(verdicts.accepted),
    verdicts.rejected > 0 && pasteWords.rejected(verdicts.rejected),
    verdicts.open > 0 && pasteWords.open(verdicts.open),
  ]
    .filter(Boolean)
    .join(', ')
