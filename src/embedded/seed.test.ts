import { expect, test } from 'vitest'
import type { WireImage } from '#ims/images'
import { createTestCloud } from './test-client.ts'

async function world(options: { images?: number; projects?: number } = {}) {
  const { get, members } = await createTestCloud(options).operator()
  const { images } = await get<{ images: WireImage[] }>('/v2/cloudimages?limit=100000&member_status=all')
  return { images, members }
}

test('the demo world is the same every time', async () => {
  expect((await world()).images).toEqual((await world()).images)
})

test('about 60 images with unique names, up to two years old, in many systems and kinds', async () => {
  const { images } = await world()
  expect(images).toHaveLength(60)
  expect(new Set(images.map((image) => image.name)).size).toBe(60)
  const kinds = new Set(images.map((image) => image.virtual_env_type))
  expect([...kinds].sort()).toEqual(['DataImage', 'FusionCompute', 'Ironic', 'IsoImage'])
  expect(new Set(images.map((image) => image.__platform)).size).toBeGreaterThan(7)
  const oldest = Math.min(...images.map((image) => Date.parse(image.created_at ?? '')))
  expect(oldest).toBeGreaterThanOrEqual(Date.UTC(2024, 10, 24))
  expect(images.every((image) => image.name && image.name.length <= 128)).toBe(true)
  expect(Math.max(...images.map((image) => image.name?.length ?? 0))).toBe(128)
})

test('names of any number of images are unique, and the first ones stay', async () => {
  const { images } = await world({ images: 2000 })
  expect(images).toHaveLength(2000)
  expect(new Set(images.map((image) => image.id)).size).toBe(2000)
  expect(new Set(images.map((image) => image.name)).size).toBe(2000)
  const few = await world()
  const ids = new Set(images.map((image) => image.id))
  expect(few.images.every((image) => ids.has(image.id))).toBe(true)
})

test('recipients are there from the start, pending, accepted and rejected', async () => {
  const { images, members } = await world()
  const named = (name: string) => images.find((image) => image.name === name)?.id ?? ''
  expect(await members(named('agent-base-full'))).toHaveLength(256)
  expect(await members(named('agent-base-nearly-full'))).toHaveLength(250)
  expect(await members(named('crm-appliance-full-ecs'))).toHaveLength(9)
  const answers = (await members(named('monitoring-proxy-3.4'))).map((member) => member.status)
  expect(answers.sort()).toEqual(['accepted', 'pending', 'rejected'])
})
