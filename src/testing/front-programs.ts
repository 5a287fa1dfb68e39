import { spawnSync } from 'node:child_process'
import { installPostgres } from './find-postgres.ts'
import { installDebian } from './machine.ts'

/** What operators put in front of the console or of its store, by its name in Debian, and how it says that it is there. */
const PROGRAMS = { nginx: '-v', caddy: 'version', pgbouncer: '--version' }

const missing = () =>
  Object.entries(PROGRAMS).flatMap(([name, flag]) => (spawnSync(name, [flag]).status === 0 ? [] : [name]))

/** Sees to it, before all tests of `npm run test:clients`, that they are there. */
export function setup(): void {
  installPostgres()
  if (missing().length > 0) installDebian(...missing())
  if (missing().length > 0)
    throw new Error(
      `NOT RUN: no test with ${missing().join(', ')}. Install Debian's packages of these names.`,
    )
}
