import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMailbox, type Mailbox } from './mailbox.ts'

/** Reads a mailbox to its end; `batches` grows as it does. */
function read<T>(mailbox: Mailbox<T>) {
  const batches: T[][] = []
  const done = (async () => {
    for await (const batch of mailbox.batches()) batches.push(batch)
  })()
  return { batches, done }
}

test('all that waits is taken at once', async () => {
  const mailbox = createMailbox<number>()
  mailbox.put(1)
  mailbox.put(2)
  expect(mailbox.waiting).toBe(2)
  mailbox.end()
  const { batches, done } = read(mailbox)
  await done
  expect(batches).toEqual([[1, 2]])
  expect(mailbox.waiting).toBe(0)
})

test('a reader that waits is woken by an item, and by the end', async () => {
  const mailbox = createMailbox<number>()
  const { batches, done } = read(mailbox)
  await nextTurn()
  mailbox.put(1)
  await nextTurn()
  expect(batches).toEqual([[1]])
  mailbox.end()
  await done
  expect(batches).toEqual([[1]])
})

test('what comes while the reader is busy is the next batch', async () => {
  const mailbox = createMailbox<number>()
  mailbox.put(1)
  const reader = mailbox.batches()
  expect((await reader.next()).value).toEqual([1])
  mailbox.put(2)
  mailbox.put(3)
  expect((await reader.next()).value).toEqual([2, 3])
  mailbox.end()
  expect((await reader.next()).done).toBe(true)
})

test('a failure is thrown once everything before it is taken, and the first one counts', async () => {
  const mailbox = createMailbox<number>()
  mailbox.put(1)
  mailbox.end({ error: new Error('broken') })
  mailbox.end({ error: new Error('later') })
  const { batches, done } = read(mailbox)
  await expect(done).rejects.toThrow('broken')
  expect(batches).toEqual([[1]])
})

test('whenever items and the end come, each item is taken once and in order', async () => {
  const steps = fc.array(fc.constantFrom('put', 'turn', 'microtask'), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (all, readsFirst) => {
      const mailbox = createMailbox<number>()
      const early = readsFirst ? read(mailbox) : null
      let next = 0
      for (const step of all)
        if (step === 'put') mailbox.put(next++)
        else await (step === 'turn' ? nextTurn() : Promise.resolve())
      mailbox.end()
      const { batches, done } = early ?? read(mailbox)
      await done
      expect(batches.flat()).toEqual(Array.from({ length: next }, (_, n) => n))
      expect(batches.every((batch) => batch.length > 0)).toBe(true)
    }),
  )
})
