import { count, plural } from '../format.ts'

/** The words of the book of recipients where it is met on other pages. */
export const words = {
  nameIt: 'Name it …',
  nameOf: (id: string) => `Name it: the project ${id}`,
  naming: 'Name a project',
  name: 'Name',
  nameHint: 'Written into the recipient book, and shown on every page.',
  save: 'Add to the book',
  notSaved: (problem: string) => `Not saved. ${problem}`,
  /** “one”, “two”, “three” and 4 more are not in the book yet. */
  offer: (first: readonly { name: string }[], names: number) => {
    const more = names > first.length ? ` and ${count(names - first.length)} more` : ''
    const quoted = first.map(({ name }) => `“${name}”`).join(', ')
    return `${quoted}${more}: not in the book yet.`
  },
  add: (names: number) => `Add ${plural(names, 'name')} to the book`,
  added: (names: number) => `${plural(names, 'name')} added to the book.`,
}
