import { expect, test } from 'vitest'
import type { Recipient } from '#contract/recipient'
import { namesBeside } from './names-beside.ts'
import { parseRecipients } from './parse-recipients.ts'
import { RecipientBook } from './recipient-book.ts'
import { Verdicts } from './verdicts.ts'

const KNOWN = [{ id: 'ac3e'.repeat(8), name: 'acme-prod' }] as Recipient[]
const BOOK = new RecipientBook(KNOWN, '0'.repeat(32))
const A = 'f0f01234'.repeat(4)
const B = '9b9b5678'.repeat(4)
const read = (text: string) => namesBeside(new Verdicts(text, parseRecipients(text, BOOK), KNOWN))

test.each([
  ['after a blank', `Team One ${A}`, [{ id: A, name: 'Team One' }]],
  [
    'in a cell',
    `${A};wonka-web\n${B};globex prod`,
    [
      { id: A, name: 'wonka-web' },
      { id: B, name: 'globex prod' },
    ],
  ],
  ['before a colon', `wonka-web: ${A}`, [{ id: A, name: 'wonka-web' }]],
  ['alone', A, []],
  ['in two cells, of which either may be the name', `wonka-web\t${A}\tWilly Wonka`, []],
  ['in a sentence', `Please share it with ${A} until the end of the week`, []],
  ['of a known recipient', `${'ac3e'.repeat(8)} another name`, []],
])('a name %s', (_, text, names) => {
  expect(read(text)).toEqual(names)
})
