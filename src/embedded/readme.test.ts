import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IMAGE_FAULTS, RECIPIENT_FAULTS } from './faults.ts'
import { USERS } from './seed.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

/** The rows under a heading of the README, cell by cell, without backticks. */
function table(firstColumn: string): string[][] {
  const lines = readme.split('\n')
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

test('the README has every recipient fault in the words of the table', () => {
  expect(table('project')).toEqual(Object.entries(RECIPIENT_FAULTS).map(([name, { does }]) => [name, does]))
})

test('the README has every image fault with its answer', () => {
  const faults = Object.entries(IMAGE_FAULTS).map(([id, { status, code }]) => [id, `${status} ${code}`])
  expect(table('image')).toEqual(faults)
})

test('the README has every user, whose password is the name', () => {
  expect(table('user').map((row) => row.slice(0, 2))).toEqual(USERS.map(({ name }) => [name, name]))
})
