import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store, type StorePlace } from '#gateway/store/database'

const server = inject('postgres')
const removals: (() => Promise<void>)[] = []

/** A place for a store that nobody else has, on the database that this run of the tests is about. */
export async function newPlace(): Promise<StorePlace> {
  if (server === undefined) return { path: ':memory:' }
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await command(`create database ${name}`)
  removals.push(() => command(`drop database ${name} with (force)`))
  return { url: server.replace('/postgres?', `/${name}?`) }
}

/** An empty store. */
export async function openTestStore(now: () => number): Promise<Store> {
  const store = await openStore({ ...(await newPlace()), now })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= store.close()
    return closed
  }
  removals.push(close)
  // One gateway has it: what others would need, in real time, would drive the stepped clock.
  return { ...store, leases: { ...store.leases, heartbeatMs: null }, close }
}

/**
 * To be done before stores are closed: a runner that is left with a job would find its store gone, rest, and try again,
 * on a clock that jumps for ever.
 */
export const beforeRemoval = (stop: () => void) => removals.push(async () => stop())

/** Closes what is open and takes all places away. */
export async function removeStores(): Promise<void> {
  for (const remove of removals.splice(0).reverse()) await remove()
}

async function command(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
