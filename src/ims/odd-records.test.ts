import { expect, test } from 'vitest'
import { catalogBody, projectList, tokenBody } from './identity.ts'
import { imageList } from './images.ts'
import { isOdd } from './loose.ts'
import { nativeImageList } from './native-images.ts'

/*
 * The story: one image with a number for a name, one foreign service in the catalog, one project without a name, and the
 * whole list was "not understood": nobody could share anything.
 */

const GOOD = { id: 'd164b5df-1bc3-4c3f-893e-3e471fd16e64', name: 'ubuntu', status: 'active', tags: ['lts'] }

test.each([
  ['IMS', imageList],
  ['Glance', nativeImageList],
])('an odd image of %s hides no other, and is seen as far as it is understood', (_, list) => {
  const { images } = list.parse({
    images: [
      GOOD,
      { ...GOOD, id: '2', name: 2026, tags: 'lts', __image_size: {}, size: '12', protected: [] },
      { ...GOOD, id: '3', name: null },
      { id: 4, name: 'no ID' },
      null,
    ],
  })
  expect(images[0]).toMatchObject(GOOD)
  expect(images[1]).toMatchObject({ id: '2', name: '2026', status: 'active' })
  expect(images[2]).toMatchObject({ id: '3', name: null, status: 'active' })
  expect(images.map(isOdd)).toEqual([false, false, false, true, true])
})

test('an odd service, or an odd endpoint, hides no other of the catalog', () => {
  const image = { type: 'image', endpoints: [{ url: 'https://image', interface: 'public', region: 'r' }] }
  const odd = [{ type: 'x' }, 7, { type: 'y', endpoints: [{ url: null }, { url: 'https://y', region: 5 }] }]
  const { catalog } = catalogBody.parse({ catalog: [...odd, image] })
  expect(catalog).toMatchObject([{ type: 'y', endpoints: [{ url: 'https://y', region: '5' }] }, image])
})

test('a project without a name is a project, and what has no ID is none', () => {
  const { projects } = projectList.parse({
    projects: [{ id: 'a', name: null, enabled: 'yes' }, { name: 'no ID' }, { id: 'b', name: 'team' }],
  })
  expect(projects).toMatchObject([
    { id: 'a', name: '', enabled: null },
    { id: 'b', name: 'team' },
  ])
})

test('a token is read in spite of an odd role, and of a project without a name', () => {
  const { token } = tokenBody.parse({
    token: {
      expires_at: '2026-12-01T00:00:00Z',
      user: { id: 'u', name: null },
      project: { id: 'p', name: null },
      roles: [{ id: 1 }, { name: 'member' }],
    },
  })
  expect(token).toMatchObject({ project: { id: 'p', name: '' }, roles: [{ name: 'member' }] })
})
