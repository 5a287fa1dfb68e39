import type { Recipient, RecipientSource } from '#contract/recipient'

/** Where a recipient is known from, in words. */
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
