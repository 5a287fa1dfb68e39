import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'
import { untilSaid } from './until-said.ts'

/** Starts a PostgreSQL of the tests' own and a PgBouncer in transaction mode before it, and stops both at their end. */
export async function setup(project: TestProject) {
  const postgres = await startPostgres()
  const { user } = postgres
  const folder = path.join(postgres.folder, 'pooler')
  mkdirSync(folder)
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const settings = path.join(folder, 'pgbouncer.ini')
  // All that is not said here is as Debian has it.
  writeFileSync(
    settings,
    `[databases]
* = host=${postgres.folder} user=console
[pgbouncer]
pool_mode = transaction
auth_type = any
listen_addr =
listen_port = 5432
unix_socket_dir = ${folder}
max_client_conn = 2000
`,
  )
  const pooler = spawn('pgbouncer', [settings], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const exit = once(pooler, 'exit')
  await untilSaid(pooler.stderr, 'process up')
  project.provide('postgres', postgres.url)
  project.provide(
    'pooler',
    postgres.url.replace(encodeURIComponent(postgres.folder), encodeURIComponent(folder)),
  )
  return async () => {
    pooler.kill('SIGTERM')
    await exit
    await postgres.stop()
  }
}
