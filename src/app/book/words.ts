import { plural } from '../format.ts'

/** The words of the book of recipients where it is met on other pages. */
export const words = {
  nameIt: 'Name it …',
  nameOf: (id: string) => `Name it: the project ${id}`,
  naming: 'Name a project',
  name: 'Name',
  nameHint: 'Written into the recipient book, and shown on every page.',
  save: 'Add to the book',
  notSaved: (problem: string) => `Not saved. ${problem}`,
  offer: (names: number) => `${plural(names, 'pasted name')} ${names === 1 ? 'is' : 'are'} not in the book.`,
  add: (names: number) => `Add ${plural(names, 'name')} to the book`,
  added: (names: number) => `${plural(names, 'name')} added to the book.`,
}
