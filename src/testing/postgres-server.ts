import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openStore } from '#gateway/store/database'
import { findPostgres } from './find-postgres.ts'
import { isRoot } from './machine.ts'
import { databaseUrl, TEMPLATE } from './postgres-template.ts'
import { untilSaid } from './until-said.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a PostgreSQL for the tests, as a superuser; undefined where stores are to be SQLite's. */
    postgres?: string
    /** URL of a PgBouncer before it, through which the stores go. */
    pooler?: string
  }
}

/** Nothing of it outlives the tests, so nothing has to reach the disk. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** A process of tests has the stores of one file open, each with some connections. */
const CONNECTIONS = 300 * availableParallelism()

/** Starts a PostgreSQL of the tests' own, and stops it at their end. */
export async function setup(project: TestProject) {
  const { url, stop } = await startPostgres()
  project.provide('postgres', url)
  return stop
}

/** Starts a PostgreSQL in a new folder and on a Unix socket there only. */
export async function startPostgres() {
  const programs = findPostgres() ?? ''
  const folder = mkdtempSync(path.join(tmpdir(), 'postgres-'))
  const user = userOf(folder)
  const data = path.join(folder, 'data')
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'console', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, cwd: folder, stdio: 'ignore' },
  )
  const settings = [
    ...FORGETFUL,
    `max_connections=${CONNECTIONS}`,
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
  ]
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await untilSaid(server.stderr, 'ready to accept connections')
  const url = `postgres://console@/postgres?host=${encodeURIComponent(folder)}`
  await makeTemplate(url)
  const stop = async () => {
    const exit = once(server, 'exit')
    // Not waiting for connections that a test has left open.
    server.kill('SIGINT')
    await exit
    rmSync(folder, { recursive: true })
  }
  return { url, folder, user, stop }
}

async function makeTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const store = await openStore({ url: databaseUrl(server, TEMPLATE), now: () => 0 })
  await store.close()
}

/** PostgreSQL refuses to run as root: then as somebody else, to whom the folder is given. */
function userOf(folder: string): { uid?: number; gid?: number } {
  if (!isRoot()) return {}
  const id = (flag: string, name: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  const user = { uid: id('-u', 'nobody'), gid: id('-g', 'nobody') }
  chownSync(folder, user.uid, user.gid)
  return user
}
