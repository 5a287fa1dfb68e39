import { expect, test } from 'vitest'
import { createTestClock } from '#testing/clock'
import { createMemo } from './memo.ts'

function setUp() {
  const clock = createTestClock()
  clock.hold()
  const memo = createMemo<string>(clock, 1000)
  let asked = 0
  const ask = (key: string) =>
    memo.get(key, async () => {
      asked += 1
      return `${key} ${asked}`
    })
  return { clock, memo, ask }
}

test('an answer is remembered for its time', async () => {
  const { clock, memo, ask } = setUp()
  expect(memo.peek('a')).toBeUndefined()
  expect([await ask('a'), await ask('a'), memo.peek('a')]).toEqual(['a 1', 'a 1', 'a 1'])
  clock.advance(999)
  expect(await ask('a')).toBe('a 1')
  clock.advance(1)
  expect(memo.peek('a')).toBeUndefined()
  expect(await ask('a')).toBe('a 2')
})

test('a forgotten answer is asked for again', async () => {
  const { memo, ask } = setUp()
  await ask('a')
  memo.forget('a')
  expect(memo.peek('a')).toBeUndefined()
  expect(await ask('a')).toBe('a 2')
})

test('an error is told to all who wait for it, and not remembered', async () => {
  const { memo, ask } = setUp()
  const failing = memo.get('a', async () => {
    throw new Error('down')
  })
  const joined = ask('a')
  await expect(failing).rejects.toThrow('down')
  await expect(joined).rejects.toThrow('down')
  expect(await ask('a')).toBe('a 1')
})

/*
 * Keys of a memo name projects, users and images: without sweeping they would pile up for as long as the gateway runs.
 * An outdated answer is not told, whether it is still there or not; only a clock that is set back shows the difference.
 */
test('outdated answers are swept out with the next question', async () => {
  const { clock, memo, ask } = setUp()
  await ask('old')
  clock.advance(500)
  await ask('younger')
  clock.advance(600)
  await ask('new')
  clock.turnBack(700)
  expect(memo.peek('old')).toBeUndefined()
  expect([memo.peek('younger'), memo.peek('new')]).toEqual(['younger 2', 'new 3'])
})
