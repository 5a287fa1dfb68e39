import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store, type StorePlace } from '#gateway/store/database'
import { databaseUrl, TEMPLATE } from './postgres-template.ts'
import { atEnd } from './removals.ts'

/** A place for a store that nobody else has, on the database that this run of the tests is about. */
export const newPlace = () => placeFrom(TEMPLATE)

/** The same without any tables, for stories of a store that becomes up to date. */
export const newEmptyPlace = () => placeFrom('template1')

/** On PostgreSQL a copy of another database, which is quicker than to make its tables once more. */
async function placeFrom(template: string): Promise<StorePlace> {
  const server = inject('postgres')
  if (server === undefined) return { path: ':memory:' }
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await command(server, `create database ${name} template ${template}`)
  atEnd(() => command(server, `drop database ${name} with (force)`))
  return { url: databaseUrl(inject('pooler') ?? server, name) }
}

/** An empty store. */
export async function openTestStore(now: () => number): Promise<Store> {
  const store = await openStore({ ...(await newPlace()), now })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= store.close()
    return closed
  }
  atEnd(close)
  // One gateway has it: what others would need, in real time, would drive the stepped clock.
  return { ...store, leases: { ...store.leases, heartbeatMs: null }, close }
}

async function command(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
