import { expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { pairKey } from '../plan/plan-address.ts'
import { parseRecipients } from './paste/parse-recipients.ts'
import { RecipientBook } from './paste/recipient-book.ts'
import { Verdicts } from './paste/verdicts.ts'
import { EMPTY, leftOutCount, projectCount, toRequest } from './share-values.ts'

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
const book = new RecipientBook(known, { project: OWN, projectName: 'golden-images', user: USER })
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

test('pairs that are left out are asked for no more, and those of an unchosen image do not count', () => {
  const values = { ...EMPTY, images: new Set(['i', 'j']), projects: new Set([A, B]) }
  const leftOut = new Set([pairKey('i', A), pairKey('gone', B)])
  expect(leftOutCount({ ...values, leftOut })).toBe(1)
  expect(toRequest({ ...values, leftOut }).pairs).toEqual([
    [0, 1],
    [1, 0],
    [1, 1],
  ])
})
