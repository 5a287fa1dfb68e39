import IconCircleMinus from '@tabler/icons-react/icons/IconCircleMinus'
import IconCirclePlus from '@tabler/icons-react/icons/IconCirclePlus'
import IconCircleX from '@tabler/icons-react/icons/IconCircleX'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import { BOOK_LIMITS, type BookEntry, type Recipient, type RecipientSource } from '#contract/recipient'
import { count, plural } from '../format.ts'
import type { StatusLook } from '../ui/states/StatusBadge.tsx'

/** The fields of an entry in the order of tables and files. */
export const FIELD_WORDS: Readonly<Record<keyof BookEntry, string>> = {
  id: 'Project ID',
  name: 'Name',
  accountId: 'Account ID',
  owner: 'Owner',
  notes: 'Notes',
  groups: 'Groups',
}

/** Where a recipient is known from. */
export const SOURCE_WORDS: Readonly<Record<RecipientSource, string>> = {
  account: 'Own account',
  book: 'Book',
  history: 'History',
}

/** The sources as a list: "Book, history". */
export function sourcesText(sources: Recipient['sources']): string {
  const text = sources.map((source) => SOURCE_WORDS[source].toLowerCase()).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The verdict on a row of an import, as a word, a colour and an icon. */
export const VERDICT_LOOK = {
  refused: { word: 'refused', tone: 'bad', icon: IconCircleX },
  changed: { word: 'changed', tone: 'warn', icon: IconPencil },
  new: { word: 'new', tone: 'good', icon: IconCirclePlus },
  same: { word: 'same', tone: 'idle', icon: IconCircleMinus },
} satisfies Record<string, StatusLook>

/** “a”, “b”. */
const quoted = (texts: readonly string[]) => texts.map((text) => `“${text}”`).join(', ')

const KNOWN_COLUMNS = Object.values(FIELD_WORDS).join(', ')

/** The words of the recipient book. */
export const words = {
  title: 'Recipients',
  lead: 'Who is behind each project ID. Names and groups are written down here and used on every page.',
  columns: ['Choose', 'Project', 'Owner, account ID', 'Groups, notes', 'Known from', 'Shared'],
  loading: 'Loading recipients',
  unreadable: 'The recipients could not be read',
  none: 'No recipient is known yet',
  noneYet:
    'Add one, or import a list of project IDs with names. ' +
    'Every project that you share with appears here by itself.',
  noMatch: 'No recipient matches these filters',
  noMatchHint: 'Recipients are there, but none with all of this.',
  clearFilters: 'Clear the filters',
  add: 'Add recipient',
  import: 'Import',
  export: (format: string) => `Export ${format}`,
  nothingToExport: 'The book has no entries yet.',
  nameUnknown: 'name unknown',
  account: 'account',
  groups: 'Groups',
  copyId: (of: string) => `Copy the ID of ${of}`,

  filters: 'Filter recipients',
  search: 'Search',
  searchIn: 'Name, ID, account, owner, notes',
  group: 'Group',
  any: 'Any',
  members: (group: string, members: number) => `${group} (${count(members)})`,
  knownFrom: 'Known from',
  anywhere: 'Anywhere',
  shown: (shown: number, recipients: number) =>
    `${shown < recipients ? `${count(shown)} of ` : ''}${plural(recipients, 'recipient')}`,

  addTitle: 'Add a recipient',
  editTitle: (name: string) => `Edit ${name || 'recipient'}`,
  bookTitle: (name: string) => `Add ${name || 'recipient'} to the book`,
  accountHint: 'Keys of encrypted images are granted to it.',
  ownerHint: 'Who answers for the project: a person, a team, a mail address.',
  groupsHint: 'With semicolons or commas between them, or one a line. The share form offers them.',
  shareWith: 'Share with it …',
  stopSharingWith: 'Stop sharing with it …',
  withoutName: 'without a name',
  saved: (name: string) => `${name} is saved.`,
  notSaved: (problem: string) => `Not saved. ${problem}`,
  save: 'Save',
  cancel: 'Cancel',
  typeId: 'Type the project ID.',
  badId: 'Only letters, digits and dashes, at most 64.',
  takenId: (by: string | null) => `The book has it already: ${by}. Close this and edit that entry.`,
  oneLine: 'No line breaks or control characters.',
  tooLong: (most: number) => `At most ${most} characters.`,
  tooMany: (most: number) => `At most ${most}.`,
  eachTooLong: (most: number) => `Each at most ${most} characters.`,

  askDelete: 'Delete …',
  deleteTitle: (name: string) => `Delete ${name} from the book?`,
  deleteHint: (groups: number) => {
    const leaves = ['', ', and it leaves its group', ', and it leaves its groups'][Math.min(groups, 2)]
    return (
      `What the book says of this project will be gone${leaves}. ` +
      'The history keeps the names that its jobs were made with, and nothing stops being shared.'
    )
  },
  delete: 'Delete',
  deleted: (name: string) => `${name} is deleted from the book.`,
  notDeleted: (problem: string) => `Not deleted. ${problem}`,
}

/** The words for many recipients at once. */
export const bulkWords = {
  bar: 'Chosen recipients',
  choose: (name: string) => `Choose ${name}`,
  share: (recipients: number) => `Share with ${recipients === 1 ? 'it' : `these ${count(recipients)}`} …`,
  tooMany: 'These are too many for one address. Choose fewer, or share with a group.',
  groups: 'Groups …',
  exportAs: (format: string, recipients: number) => `Export ${count(recipients)} as ${format}`,

  groupsOf: (recipients: number) => `Groups of ${plural(recipients, 'recipient')}`,
  group: 'Group',
  groupHint: 'One that there is, or a new one.',
  groupMissing: 'Type the group first.',
  inside: (inside: number, chosen: number) => `${count(inside)} of the ${count(chosen)} chosen are in it.`,
  add: 'Add to the group',
  takeOut: 'Take out of it',
  allInside: 'All of them are in this group.',
  noneInside: 'None of them is in this group.',
  full: `One of them is in ${BOOK_LIMITS.groups} groups, and no more fit.`,
  added: (saved: number, group: string) => `${plural(saved, 'recipient')} added to ${group}.`,
  takenOut: (saved: number, group: string) => `${plural(saved, 'recipient')} taken out of ${group}.`,
}

/** The words of the import. */
export const importWords = {
  title: 'Import recipients',
  lead: 'Nothing is written before you have seen what would change.',
  back: 'Back to the book',
  loadingBook: 'Loading the book',
  bookUnreadable: 'The book could not be read, so there is nothing to compare with',
  paste: 'Paste recipients',
  pasteHint:
    'A table with headings (project ID, name, account ID, owner, notes, groups), JSON, YAML, ' +
    'or an ID and a name per line.',
  pastedText: 'Pasted text',
  chooseFile: 'Choose a file',
  chooseOtherFile: 'Choose another file',
  clear: 'Clear',
  formats: 'CSV, TSV, JSON or YAML; a column that is not there changes nothing.',
  fileUnreadable: (name: string) => `${name} could not be read. Is it still there?`,
  reading: 'Reading …',
  nothingTaken: 'Nothing can be taken from this.',

  whatWouldChange: 'What would change',
  rows: (rows: number) => plural(rows, 'row'),
  showOnly: 'Show only',
  table: 'Rows of the import',
  columns: ['Row', 'Verdict', 'Project', 'What it does'],
  nameUnknown: 'name unknown',
  asTheBookHasIt: 'as the book has it',
  empty: 'empty',
  summary: ({ fresh, changed, same, refused }: Record<'fresh' | 'changed' | 'same' | 'refused', number>) => {
    const parts = [
      fresh > 0 && `${count(fresh)} new to the book`,
      changed > 0 && `${count(changed)} in it with other facts`,
      same > 0 && `${count(same)} in it just so`,
      refused > 0 && `${count(refused)} refused and left out`,
    ]
    return `${parts.filter(Boolean).join(', ')}. All entries are written, or none.`
  },
  columnsLeftOut: (columns: readonly string[]) =>
    columns.length === 1
      ? `Left out, as the book has no such column: ${columns[0]}.`
      : `Left out, as the book has no such columns: ${columns.join(', ')}.`,
  confirmUnusual: (ids: number) => `I have checked the ${plural(ids, 'unusual project ID')}`,
  unusual: (named: readonly string[], more: number) =>
    `Nothing is written before: ${quoted(named)}${more > 0 ? ` and ${count(more)} more` : ''}. ` +
    'Project IDs usually have 32 digits and letters a–f.',
  confirmFirst: 'Unusual project IDs are to be confirmed first.',
  nothingToWrite: 'Nothing to write',
  noChange: 'No row would change the book.',
  write: (entries: number) => `Write ${plural(entries, 'entry', 'entries')}`,
  notWritten: 'Nothing was written.',
  written: (entries: number) => `${plural(entries, 'entry', 'entries')} written`,
  writtenHint: 'The book has them now, with their groups.',
  openBook: 'Open the book',
  share: 'Share images',
}

/** Why a text cannot be imported at all. */
export const TEXT_PROBLEMS = {
  noJson: (problem: string) => `This is not valid JSON: ${problem}`,
  noJsonArray: 'JSON has to be an array of entries: [{"id": "…", "name": "…"}, …].',
  noYaml: (problem: string) => `This is not valid YAML: ${problem}`,
  noYamlList: 'YAML has to be a list of entries, each with “id:” and “name:”, or a map from IDs to names.',
  noHeading: (cells: number) =>
    `The first line has ${cells} cells and is no heading. Put one above it: ${KNOWN_COLUMNS}.`,
  unknownColumns: (columns: readonly string[]) =>
    `The book has no ${columns.length === 1 ? 'column' : 'columns'} ${quoted(columns)}. ` +
    `Rename or remove what is not one of: ${KNOWN_COLUMNS}.`,
  columnTwice: (field: keyof BookEntry, columns: readonly string[]) =>
    `Several columns are the ${FIELD_WORDS[field]}: ${quoted(columns)}. Keep one.`,
  noIdColumn: (columns: readonly string[]) => `No column is the Project ID. There are: ${quoted(columns)}.`,
}

/** Why nothing can be taken from a row. */
export const ROW_PROBLEMS = {
  quotes: 'The quotation marks do not fit together.',
  noColumn: (cell: string) => `“${cell}” is in a column without a heading.`,
  noObject: 'It is not an object with the fields of an entry.',
  unknownFields: (fields: readonly string[]) => `The book has no field ${quoted(fields)}.`,
  fieldTwice: (field: keyof BookEntry) => `Two of its fields are the ${FIELD_WORDS[field]}.`,
  ownProject: 'This is your own project.',
  duplicate: (row: number) => `Duplicate of row ${row}.`,
  tooManyGroups: `More than ${BOOK_LIMITS.groups} groups.`,
  badGroups: `Groups are texts of 1 to ${BOOK_LIMITS.group} characters.`,
  noText: (field: keyof BookEntry) => `${FIELD_WORDS[field]} is not a text.`,
  badAccount: (id: string) => `Account ID “${id}”: only letters, digits and dashes, at most 64.`,
  tooLong: (field: keyof BookEntry, size: { has: number; fit: number }) =>
    `${FIELD_WORDS[field]} has ${count(size.has)} characters, at most ${count(size.fit)} fit.`,
  notOneLine: (field: keyof BookEntry) => `${FIELD_WORDS[field]} has line breaks or control characters.`,
  noId: 'No project ID.',
  idNoText: 'The project ID is not a text.',
  idIsNumber: 'A spreadsheet made a number of this ID. Format the column as text.',
  idTooLong: (has: number) => `The project ID has ${count(has)} characters, at most 64 fit.`,
  badId: 'A project ID has only letters, digits and dashes.',
}
