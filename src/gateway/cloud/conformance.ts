import { describe, expect, test } from 'vitest'
import {
  type BatchEvent,
  type Clock,
  CloudFailure,
  type Driver,
  type Identity,
  type Login,
} from './driver.ts'

/** A cloud for the suite, with what it needs to know of it. `images` can be shared and have no recipients. */
export type ConformanceWorld = {
  driver: Driver
  clock: Clock
  login: Login
  images: [string, string]
  recipients: [string, string]
  /** A project that the cloud refuses as a recipient. */
  refused: string
  /** A well-formed image ID that nobody has. */
  unknownImage: string
}

/** What every driver must do, whatever cloud is behind it. */
export function describeDriver(name: string, makeWorld: () => Promise<ConformanceWorld>): void {
  const setUp = async () => {
    const world = await makeWorld()
    const who = await world.driver.signIn(world.login)
    const members = async (image: string) =>
      (await world.driver.listMembers(who, image)).map((member) => member.member_id).sort()
    return { ...world, who, members }
  }

  describe(`${name}: sign-in`, () => {
    test('the token of a login is valid and scoped to its project', async () => {
      const { driver, who, login, clock } = await setUp()
      expect(login.project).toMatchObject({ name: who.project.name })
      expect(who.expiresAt).toBeGreaterThan(clock.now())
      // A cloud may tell when a token was made in whole seconds, so that its end is known as exactly.
      const again = await driver.identify(who.token)
      expect({ ...again, expiresAt: who.expiresAt }).toEqual(who)
      expect(Math.abs(again.expiresAt - who.expiresAt)).toBeLessThan(2000)
    })
    test('a wrong password is a 401 that does not repeat it', async () => {
      const { driver, login } = await setUp()
      if (login.proof.method !== 'password') throw new Error('The suite needs a password login.')
      const proof = { ...login.proof, password: 'wrong-secret' }
      const failure = await failureOf(driver.signIn({ ...login, proof }))
      expect(failure.status).toBe(401)
      expect(failure.message).not.toContain('wrong-secret')
    })
    test('every call with a bad token is a 401 that does not repeat it', async () => {
      const { driver, who, images, recipients } = await setUp()
      const bad: Identity = { ...who, token: 'bad-token' }
      const batch = { images: [images[0]], projects: [recipients[0]] }
      for (const call of [
        () => driver.identify(bad.token),
        () =>
          driver.signIn({ proof: { method: 'token', token: bad.token }, project: { id: who.project.id } }),
        () => driver.listImages(bad),
        () => driver.showImage(bad, images[0]),
        () => driver.listMembers(bad, images[0]),
        () => driver.listProjects(bad),
        () => collect(driver.share(bad, batch)),
        () => collect(driver.unshare(bad, batch)),
      ]) {
        const failure = await failureOf(call())
        expect(failure.status).toBe(401)
        expect(`${failure.call} ${failure.message}`).not.toContain('bad-token')
      }
    })
  })

  describe(`${name}: reading`, () => {
    test('the own images are listed once each, and can be shown', async () => {
      const { driver, who, images } = await setUp()
      const listed = await driver.listImages(who)
      expect(new Set(listed.map((image) => image.id)).size).toBe(listed.length)
      expect(listed.every((image) => image.owner === who.project.id)).toBe(true)
      expect(listed.map((image) => image.id)).toEqual(expect.arrayContaining(images))
      expect((await driver.showImage(who, images[0])).id).toBe(images[0])
    })
    test('an image that is not there is a 404', async () => {
      const { driver, who, unknownImage } = await setUp()
      expect((await failureOf(driver.showImage(who, unknownImage))).status).toBe(404)
      expect((await failureOf(driver.listMembers(who, unknownImage))).status).toBe(404)
    })
    test('an image that was never shared has no recipients', async () => {
      const { images, members } = await setUp()
      expect(await members(images[0])).toEqual([])
    })
    test('the own project is among the projects of the user', async () => {
      const { driver, who } = await setUp()
      expect((await driver.listProjects(who)).map((project) => project.id)).toContain(who.project.id)
    })
  })

  describe(`${name}: sharing`, () => {
    test('adds every pair; the first event accepts, the last one ends, and the list still has the images', async () => {
      const { driver, who, images, recipients, members } = await setUp()
      const events = await collect(driver.share(who, { images, projects: recipients }))
      expect(events[0]?.kind).toBe('accepted')
      expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
      expect(events.filter((event) => event.kind === 'ended')).toHaveLength(1)
      for (const image of images) expect(await members(image)).toEqual([...recipients].sort())
      expect((await driver.listImages(who)).map((image) => image.id)).toEqual(expect.arrayContaining(images))
    })
    test('tells of each pair at most once', async () => {
      const { driver, who, images, recipients } = await setUp()
      const events = await collect(driver.share(who, { images, projects: recipients }))
      const pairs = events.flatMap((event) =>
        event.kind === 'pair' ? `${event.image} ${event.project}` : [],
      )
      expect(new Set(pairs).size).toBe(pairs.length)
    })
    test('a pair that exists is no failure', async () => {
      const { driver, who, images, recipients, members } = await setUp()
      const batch = { images: [images[0]], projects: [recipients[0]] }
      await collect(driver.share(who, batch))
      expect((await collect(driver.share(who, batch))).at(-1)).toMatchObject({ outcome: 'success' })
      expect(await members(images[0])).toEqual([recipients[0]])
    })
    test('one refused recipient does not keep out the others, and is told with a code', async () => {
      const { driver, who, images, recipients, refused, members } = await setUp()
      const events = await collect(
        driver.share(who, { images: [images[0]], projects: [recipients[0], refused] }),
      )
      const failures = events.filter((event) => 'outcome' in event && event.outcome === 'failed')
      expect(failures.length).toBeGreaterThan(0)
      for (const failure of failures) expect(failure).toHaveProperty('code', expect.stringMatching(/\S/))
      expect(await members(images[0])).toEqual([recipients[0]])
    })
    test('stopping removes the pairs and no other; a pair that is not there is no failure', async () => {
      const { driver, who, images, recipients, members } = await setUp()
      await collect(driver.share(who, { images, projects: recipients }))
      const batch = { images: [images[0]], projects: [recipients[0]] }
      expect((await collect(driver.unshare(who, batch))).at(-1)).toMatchObject({ outcome: 'success' })
      expect((await collect(driver.unshare(who, batch))).at(-1)).toMatchObject({ outcome: 'success' })
      expect(await members(images[0])).toEqual([recipients[1]])
      expect(await members(images[1])).toEqual([...recipients].sort())
    })
    test('a call that was accepted can be followed by somebody else', async () => {
      const { driver, who, images, recipients, members } = await setUp()
      const batch = { images: [images[0]], projects: [recipients[0]] }
      const stream = driver.share(who, batch)[Symbol.asyncIterator]()
      const { value: accepted } = await stream.next()
      if (accepted?.kind !== 'accepted' || accepted.cloudJobId === null) return
      const events = await collect(driver.follow(who, batch, accepted.cloudJobId))
      expect(events.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
      expect(await members(images[0])).toEqual([recipients[0]])
    })
    test('watching ends with the reason of the signal', async () => {
      const { driver, who, images, recipients } = await setUp()
      const over = new AbortController()
      const reason = new Error('stopping')
      const watching = (async () => {
        for await (const event of driver.share(
          who,
          { images, projects: recipients },
          { signal: over.signal },
        ))
          if (event.kind === 'accepted') over.abort(reason)
      })()
      await expect(watching).rejects.toBe(reason)
    })
  })

  describe(`${name}: receiving`, () => {
    test('a recipient sees what others share with it, and the owner sees its answers', async () => {
      const { driver, who, login, images, recipients, unknownImage } = await setUp()
      await collect(driver.share(who, { images, projects: recipients }))
      const them = await driver.signIn({ ...login, project: { id: recipients[0] } })
      const received = async () => {
        const all = (await driver.listReceived(them)).filter(({ id }) => images.includes(id))
        expect(all.every(({ owner }) => owner === who.project.id)).toBe(true)
        return Object.fromEntries(all.map(({ id, answer }) => [id, answer]))
      }
      expect(await received()).toEqual({ [images[0]]: 'pending', [images[1]]: 'pending' })

      const accepted = await collect(driver.answer(them, { images: [images[0]], status: 'accepted' }))
      expect(accepted.at(-1)).toEqual({ kind: 'ended', outcome: 'success' })
      const rejected = await collect(
        driver.answer(them, { images: [images[1], unknownImage], status: 'rejected' }),
      )
      expect(rejected.at(-1)).toMatchObject({ kind: 'ended', outcome: 'failed' })
      expect(await received()).toEqual({ [images[0]]: 'accepted', [images[1]]: 'rejected' })

      const statusOf = async (image: string) =>
        (await driver.listMembers(who, image)).find(({ member_id }) => member_id === recipients[0])?.status
      expect(await statusOf(images[0])).toBe('accepted')
      expect(await statusOf(images[1])).toBe('rejected')
      // The own images are not received ones.
      expect((await driver.listReceived(who)).filter(({ id }) => images.includes(id))).toEqual([])
    })
  })
}

async function collect(stream: AsyncIterable<BatchEvent>): Promise<BatchEvent[]> {
  const events: BatchEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

async function failureOf(call: Promise<unknown>): Promise<CloudFailure> {
  const error = await call.then(
    () => new Error('The call succeeded.'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(CloudFailure)
  return error as CloudFailure
}
