import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCommands } from '#testing/read-commands'
import { IMAGE_FAULTS, RECIPIENT_FAULTS } from './faults.ts'
import { USERS } from './seed.ts'
import { seedImages } from './seed-images.ts'
import { seedProjects } from './seed-projects.ts'
import { readSettings } from './settings.ts'

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

/* That the commands work is tried with the clients themselves. */
test.each(['README.md', 'docs/embedded-cloud.md'])(
  '%s tells commands for what this world has',
  (document) => {
    const commands = readCommands(document, ['openstack', 'glance'])
    expect(commands.length).toBeGreaterThan(1)
    const known = new Set([...seedImages(60), ...seedProjects(300)].flatMap(({ id, name }) => [id, name]))
    const { host, port } = readSettings({})
    for (const { line, variables } of commands) {
      expect(variables.OS_AUTH_URL).toBe(`http://${host}:${port}/v3`)
      expect(USERS.map(({ name }) => name)).toContain(variables.OS_USERNAME)
      expect(known).toContain(variables.OS_PROJECT_NAME)
      for (const word of line.match(/\S*\d{2}\S*/g) ?? []) expect(known, line).toContain(word)
    }
  },
)
