import { expect, test } from 'vitest'
import type { Ctx } from './env.ts'
import { createQuota } from './quota.ts'

const who = { user: { id: 'ada' }, project: { id: 'golden' } }
const context = (signal: AbortSignal, person = who) =>
  ({ get: () => person, req: { raw: { signal } } }) as unknown as Ctx

async function* chunks() {
  yield 'first'
  yield 'last'
}

const REFUSED = expect.objectContaining({ status: 429, code: 'CONSOLE.QUOTA' })

test('answers count for their own user until they end, are left, or their caller has gone', async () => {
  const quota = createQuota(1, 'plans')
  const [one, two] = [new AbortController(), new AbortController()]
  const first = quota.count(context(one.signal), chunks())
  expect(() => quota.count(context(two.signal), chunks())).toThrow(REFUSED)
  const other = { ...who, user: { id: 'bob' } }
  expect(() => quota.count(context(two.signal, other), chunks())).not.toThrow()

  for await (const _ of first);
  const second = quota.count(context(two.signal), chunks())
  await second.next()
  await second.return()
  // Nobody has begun to take this one.
  quota.count(context(one.signal), chunks())
  one.abort()
  expect(() => quota.count(context(two.signal), chunks())).not.toThrow()
})

// The story: an answer had ended, and its connection closed later: that took the next answer's place away as well.
test('a connection that closes after its answer gives no place twice', async () => {
  const quota = createQuota(1, 'plans')
  const [ended, here] = [new AbortController(), new AbortController()]
  for await (const _ of quota.count(context(ended.signal), chunks()));
  quota.count(context(here.signal), chunks())
  ended.abort()
  expect(() => quota.count(context(here.signal), chunks())).toThrow(REFUSED)
})
