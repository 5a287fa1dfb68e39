import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IMAGE_FAULTS, RECIPIENT_FAULTS } from './faults.ts'
import { USERS } from './seed.ts'

/** The rows of a table of a document, cell by cell, without backticks. */
function table(document: string, firstColumn: string): string[][] {
  const lines = readFileSync(join(import.meta.dirname, '../..', document), 'utf8').split('\n')
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} `))
  const rest = lines.slice(head + 2)
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )
}

test('the documents have every recipient fault in the words of the table', () => {
  expect(table('docs/embedded-cloud.md', 'project')).toEqual(
    Object.entries(RECIPIENT_FAULTS).map(([name, { does }]) => [name, does]),
  )
})

test('the documents have every image fault with its answer', () => {
  const faults = Object.entries(IMAGE_FAULTS).map(([id, { status, code }]) => [id, `${status} ${code}`])
  expect(table('docs/embedded-cloud.md', 'image')).toEqual(faults)
})

test('the README has every user, whose password is the name', () => {
  expect(table('README.md', 'user').map((row) => row.slice(0, 2))).toEqual(
    USERS.map(({ name }) => [name, name]),
  )
})
