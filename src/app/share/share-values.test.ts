import { expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { parseRecipients } from './paste/parse-recipients.ts'
import { RecipientBook } from './paste/recipient-book.ts'
import { Verdicts } from './paste/verdicts.ts'
import { EMPTY, projectCount, toRequest } from './share-values.ts'

const [OWN, USER, A, B, NEW] = ['aa', 'bb', 'cc', 'dd', 'ee'].map((pair) => pair.repeat(16)) as [
  string,
  string,
  string,
  string,
  string,
]
const known = [
  { id: A, name: 'acme-dev', accountId: '' },
  { id: B, name: 'acme-prod', accountId: '' },
] as Recipient[]
const book = new RecipientBook(known, { project: OWN, user: USER })
const paste = (text: string) => new Verdicts(text, parseRecipients(text, book), known)

test('a project that is picked and pasted as well is counted and asked for once', () => {
  const values = {
    ...EMPTY,
    images: new Set(['i']),
    projects: new Set([A]),
    pasted: paste(`${A}\n${B}\n${NEW}`),
  }
  expect(projectCount(values)).toBe(3)
  expect(toRequest(values)).toEqual({ images: ['i'], projects: [A, B, NEW] })
})

test('the count is the length of the list, whatever is picked and pasted', () => {
  for (const projects of [[], [A], [A, B]])
    for (const text of ['', A, `${NEW}`, `${A} ${B} ${NEW}`]) {
      const values = { ...EMPTY, projects: new Set(projects), pasted: paste(text) }
      expect(projectCount(values)).toBe(toRequest(values).projects.length)
    }
})
