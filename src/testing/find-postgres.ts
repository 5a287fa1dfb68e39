import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { installDebian } from './machine.ts'

/** Said before and after a run without one. */
export const WITHOUT_POSTGRES =
  'NOT RUN: no PostgreSQL was found, so stores on it, and leases and all else that gateways share, are not tested. Install version 15 or later.'

const DEBIAN = '/usr/lib/postgresql'

/** The folder with PostgreSQL's `initdb` and `postgres`: one on `PATH`, else Debian's latest; undefined without any. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...versions.map((version) => path.join(DEBIAN, version, 'bin')),
  ]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every(
      (name) => spawnSync(path.join(folder, name), ['--version'], { stdio: 'ignore' }).status === 0,
    ),
  )
}

/** Sees to it that there is a PostgreSQL: as root on Debian it is installed, elsewhere a line says what to do. */
export function installPostgres(): void {
  if (findPostgres() !== undefined) return
  installDebian('postgresql')
  if (findPostgres() === undefined) process.stdout.write(`${WITHOUT_POSTGRES}\n`)
}
