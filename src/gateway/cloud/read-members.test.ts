import { expect, test } from 'vitest'
import { createCloudWorld } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { createMemberReader } from './read-members.ts'

/** A reader over a cloud that has one image, and the order in which reads of it began. */
async function setUp() {
  const world = createCloudWorld({ projects: 6, images: 1 })
  const who = await world.driver.signIn(OPERATOR)
  const [image] = await world.driver.listImages(who)
  const reader = createMemberReader({ driver: world.driver, clock: world.clock })
  const began: string[] = []
  const read = (name: string, background = false) =>
    reader(who, image?.id ?? '', { background, onBegin: async () => void began.push(name) })
  return { ...world, read, began }
}

test('reads in the background begin after all others that wait', async () => {
  const { read, began } = await setUp()
  await Promise.all([read('first'), read('later', true), read('last', true), read('plan'), read('job')])
  expect(began).toEqual(['first', 'plan', 'job', 'later', 'last'])
})

test('a cloud that throttles is left alone for as long as it asks for, by all readers', async () => {
  const { read, faulty, clock } = await setUp()
  const start = clock.now()
  faulty.answer = () => {
    faulty.answer = () => null
    return new Response('', { status: 429, headers: { 'retry-after': '7' } })
  }
  const [throttled, next] = await Promise.all([read('a'), read('b')])
  expect(throttled).toMatchObject({ failure: { status: 429 } })
  expect(next).toMatchObject({ at: start + 7000 })
})

test('several are read at a time once the cloud has room for them, and never more than 64', async () => {
  const { read, faulty, clock } = await setUp()
  let underWay = 0
  let most = 0
  faulty.answer = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await clock.sleep(50)
    underWay -= 1
    return null
  }
  await Promise.all(Array.from({ length: 1000 }, (_, n) => read(String(n))))
  expect(most).toBe(64)
})
