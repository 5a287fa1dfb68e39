import { expect, test } from 'vitest'
import { IMAGE_PAGE } from '#ims/images'
import { createCloudWorld } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'
import { describeDriver } from '../conformance.ts'

describeDriver('IMS driver on the embedded cloud', async () => {
  const { driver, clock } = createCloudWorld({ projects: 20, images: 1 })
  const who = await driver.signIn(OPERATOR)
  const [a, b] = (await driver.listImages(who)).filter(
    (image) => !image.obstacle && !image.isShared && !image.keyId,
  )
  const [c, d] = (await driver.listProjects(who)).filter(
    (project) => project.enabled && project.name !== 'MOS' && project.id !== who.project.id,
  )
  if (!a || !b || !c || !d) throw new Error('The world is too small.')
  return {
    driver,
    clock,
    login: OPERATOR,
    images: [a.id, b.id],
    recipients: [c.id, d.id],
    refused: who.project.id,
    unknownImage: '99999999-9999-4999-8999-999999999999',
  }
})

test('a list of more than one page is read to its end', async () => {
  const { driver, seen } = createCloudWorld({ projects: 5, images: IMAGE_PAGE + 100 })
  const who = await driver.signIn(OPERATOR)
  seen.length = 0
  const images = await driver.listImages(who)
  expect(images.length).toBeGreaterThan(IMAGE_PAGE)
  expect(new Set(images.map((image) => image.id)).size).toBe(images.length)
  expect(seen).toHaveLength(2)
})

test('a list that repeats its first page for ever is read once', async () => {
  const { driver, faulty, seen } = createCloudWorld({ projects: 5, images: 1 })
  const who = await driver.signIn(OPERATOR)
  const page = Array.from({ length: IMAGE_PAGE }, (_, n) => ({ id: `image-${n}`, status: 'active' }))
  faulty.answer = () => Response.json({ images: page })
  seen.length = 0
  expect(await driver.listImages(who)).toHaveLength(IMAGE_PAGE)
  expect(seen).toHaveLength(2)
})

test('a token without a project is refused', async () => {
  const { driver, faulty } = createCloudWorld({ projects: 5, images: 1 })
  faulty.answer = () =>
    Response.json({ token: { expires_at: '2027-01-01T00:00:00.000000Z', user: { id: 'u', name: 'u' } } })
  await expect(driver.identify('token')).rejects.toMatchObject({ status: 401, code: 'APIGW.0301' })
})

test('a change is sent as the specification has it', async () => {
  const { driver, seen } = createCloudWorld({ projects: 5, images: 1 })
  const who = await driver.signIn(OPERATOR)
  const image = (await driver.listImages(who))[0]?.id ?? ''
  for await (const event of driver.unshare(who, { images: [image], projects: ['abc'] }))
    if (event.kind === 'accepted') break
  expect(seen.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/v1/cloudimages/members',
    body: JSON.stringify({ images: [image], projects: ['abc'] }),
  })
})

test('a cloud that has only the newer job call is asked with that one from then on', async () => {
  const { driver, seen, faulty } = createCloudWorld({ projects: 5, images: 1 })
  const who = await driver.signIn(OPERATOR)
  const images = (await driver.listImages(who)).slice(0, 1).map((image) => image.id)
  const older = `/v1/${who.project.id}/jobs/`
  faulty.answer = ({ path }) =>
    path.startsWith(older) ? Response.json({ error_code: 'APIGW.0101' }, { status: 404 }) : null
  const events = []
  for await (const event of driver.share(who, { images, projects: ['fault-slow'] })) events.push(event)
  expect(events.map((event) => event.kind)).toEqual(['accepted', 'began', 'ended'])
  expect(seen.filter(({ path }) => path.startsWith(older))).toHaveLength(1)
  expect(seen.filter(({ path }) => path.startsWith('/v1/cloudimages/job/')).length).toBeGreaterThan(1)
})
