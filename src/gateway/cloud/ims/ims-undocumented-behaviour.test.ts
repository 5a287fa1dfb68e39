import { describe, expect, test } from 'vitest'
import { IMAGE_PAGE } from '#ims/images'
import { createCloudWorld } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'

/*
 * What no document of the Image Management Service settles about single calls, with each answer that it may turn out to
 * have. What it means for a job: `jobs/undocumented-behaviour.test.ts`.
 */

async function setUp() {
  const world = createCloudWorld({ projects: 5, images: 1 })
  const who = await world.driver.signIn(OPERATOR)
  world.seen.length = 0
  return { ...world, who }
}

describe('a list of images', () => {
  const page = (from: number, length: number) =>
    Array.from({ length }, (_, n) => ({ id: `image-${from + n}`, status: 'active' }))

  test.each([
    ['ends with a short page', [page(0, IMAGE_PAGE), page(IMAGE_PAGE, 3)], IMAGE_PAGE + 3],
    ['ends with an empty one', [page(0, IMAGE_PAGE), []], IMAGE_PAGE],
    ['is empty', [[]], 0],
    ['has the image of the marker once more', [page(0, IMAGE_PAGE), page(IMAGE_PAGE - 1, 3)], IMAGE_PAGE + 2],
    [
      'moved on meanwhile, and has some twice',
      [page(0, IMAGE_PAGE), page(IMAGE_PAGE - 10, IMAGE_PAGE), page(2 * IMAGE_PAGE - 10, 1)],
      2 * IMAGE_PAGE - 9,
    ],
  ])('that %s is read to its end, each image once', async (_, pages, length) => {
    const { driver, faulty, seen, who } = await setUp()
    faulty.answer = () => Response.json({ images: pages[seen.length - 1] ?? [] })
    const images = await driver.listImages(who)
    expect(images).toHaveLength(length)
    expect(new Set(images.map(({ id }) => id)).size).toBe(length)
    expect(seen).toHaveLength(pages.length)
    const markers = seen.map(({ path }) => new URL(path, 'http://cloud.test').searchParams.get('marker'))
    expect(markers).toEqual([null, ...pages.slice(0, -1).map((one) => one.at(-1)?.id)])
  })
})

describe('an image', () => {
  const read = async (more: object) => {
    const { driver, faulty, who } = await setUp()
    faulty.answer = () => Response.json({ id: 'a', status: 'active', owner: who.project.id, ...more })
    return driver.showImage(who, 'a')
  }

  test.each([true, 'true', 'True', 'TRUE'])('has %s for true', async (__whole_image) => {
    expect(await read({ __whole_image, __backup_id: 'b' })).toMatchObject({ kind: 'full-ecs' })
  })
  test.each([false, 'false', 'False', '', null])('has %s for false', async (__whole_image) => {
    expect(await read({ __whole_image })).toMatchObject({ kind: 'system' })
  })
  test.each([
    [2_147_483_648, 2_147_483_648],
    ['2147483648', 2_147_483_648],
    ['', null],
    [null, null],
    ['many', null],
  ])('has %s for a size', async (__image_size, sizeBytes) => {
    expect(await read({ __image_size })).toMatchObject({ sizeBytes })
  })
  test.each([
    ['before it is shared', { __imagetype: 'private', visibility: 'private' }, false],
    ['afterwards', { __imagetype: 'shared', visibility: 'shared' }, true],
    ['afterwards, by its type only', { __imagetype: 'shared', visibility: 'private' }, true],
    ['afterwards, by its visibility only', { __imagetype: 'private', visibility: 'shared' }, true],
  ])('is told %s', async (_, more, isShared) => {
    expect(await read(more)).toMatchObject({ isShared, obstacle: null })
  })
})

describe('the key service', () => {
  test.each(['KMS.0301', 'KMS.0302', 'KMS.0303'])(
    'says %s with 403 of a token that has ended',
    async (code) => {
      const { driver, faulty, who } = await setUp()
      faulty.answer = () => Response.json({ error: { error_code: code, error_msg: 'No.' } }, { status: 403 })
      await expect(driver.showKey(who, 'k')).rejects.toMatchObject({ status: 401, code: 'APIGW.0301' })
    },
  )
  test('says anything else with 403 of what is not allowed', async () => {
    const { driver, faulty, who } = await setUp()
    faulty.answer = () =>
      Response.json({ error: { error_code: 'KMS.0304', error_msg: 'No.' } }, { status: 403 })
    await expect(driver.showKey(who, 'k')).rejects.toMatchObject({ status: 403, code: 'KMS.0304' })
  })
  test.each([
    ['texts', { next_marker: 'm1', truncated: 'true', total: '2' }, { next_marker: '', truncated: 'false' }],
    ['values', { next_marker: 'm1', truncated: true, total: 2 }, { next_marker: null, truncated: false }],
    ['capital letters', { next_marker: 'm1', truncated: 'True' }, {}],
  ])('has the end of a list in %s', async (_, first, last) => {
    const { driver, faulty, seen, who } = await setUp()
    const grant = (id: string) => ({ key_id: 'k', grant_id: id, grantee_principal: 'p', operations: [] })
    faulty.answer = () =>
      Response.json(
        seen.length === 1 ? { grants: [grant('a')], ...first } : { grants: [grant('b')], ...last },
      )
    expect((await driver.listGrants(who, 'k')).map(({ grant_id }) => grant_id)).toEqual(['a', 'b'])
    expect(seen.map(({ body }) => JSON.parse(body).marker)).toEqual(['', 'm1'])
  })
  test.each([
    ['1', true],
    [1, true],
    ['0', false],
    [null, false],
  ])('has %s for a key of a service', async (default_key_flag, isDefault) => {
    const { driver, faulty, who } = await setUp()
    faulty.answer = () => Response.json({ key_info: { key_id: 'k', key_alias: 'own', default_key_flag } })
    expect(await driver.showKey(who, 'k')).toMatchObject({ isDefault })
  })
})

test('a batch has images and projects, and none of what only some clouds of the family know', async () => {
  const { driver, seen, who } = await setUp()
  const [image] = await driver.listImages(who)
  for await (const _ of driver.share(who, { images: [image?.id ?? ''], projects: ['fault-pair'] }));
  const call = seen.find(({ method }) => method === 'POST')
  expect(Object.keys(JSON.parse(call?.body ?? ''))).toEqual(['images', 'projects'])
})
