import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessEvent } from '#contract/access'
import { isMember, outcomeAt } from '#contract/pair'
import { createAccessWorld } from '#testing/access-world'
import { createCore } from '#testing/core-world'
import type { Identity } from '../cloud/driver.ts'
import type { Access } from './access.ts'

type Told = { members: string[]; at: number; hasProblem: boolean } | 'unread'

/** What an answer tells of each image in the end, and in which order it came. */
async function collect(events: AsyncIterable<readonly AccessEvent[]>) {
  const rows = new Map<string, Told>()
  const recipients: string[] = []
  const kinds: string[] = []
  for await (const batch of events)
    for (const event of batch) {
      kinds.push(event.kind)
      if (event.kind === 'unread') rows.set(event.image, 'unread')
      if (event.kind !== 'row') continue
      recipients.push(...(event.recipients ?? []))
      const members = recipients.filter((_, at) => isMember(outcomeAt(event.outcomes, at))).sort()
      rows.set(event.image, { members, at: event.at, hasProblem: event.problem !== undefined })
    }
  return { rows, kinds, recipients }
}

const MAX_AGE = 600_000

const look = (access: Access, who: Identity, o: { maxAge?: number; known?: boolean } = {}) =>
  collect(
    access.rows(who, null, {
      maxAge: o.maxAge ?? MAX_AGE,
      known: o.known ?? false,
      background: true,
      signal: new AbortController().signal,
    }),
  )

test('all that is known comes first, then what is read; the second look reads nothing', async () => {
  const { access, operator, reads, world } = await createAccessWorld()
  const first = await look(access, operator)
  const shared = (await world.driver.listImages(operator)).filter(({ isShared }) => isShared)
  expect([...first.rows.keys()].sort()).toEqual(shared.map(({ id }) => id).sort())
  for (const { id } of shared) {
    const members = await world.driver.listMembers(operator, id)
    expect(first.rows.get(id)).toMatchObject({ members: members.map(({ member_id }) => member_id).sort() })
  }
  expect(first.kinds.at(0)).toBe('begin')
  expect(first.kinds.at(-1)).toBe('end')
  expect(new Set(first.recipients).size).toBe(first.recipients.length)

  const before = reads()
  const second = await look(access, operator)
  expect(reads()).toBe(before)
  expect(second.rows).toEqual(first.rows)
})

test('who only asks for what is known has the cloud asked for no members', async () => {
  const { access, operator, reads } = await createAccessWorld()
  expect((await look(access, operator, { known: true })).kinds).toEqual(['begin', 'end'])
  expect(reads()).toBe(0)
})

test('a row older than the setting is told at once, and once more when it was read again', async () => {
  const { access, operator, images, projects, world, add } = await createAccessWorld()
  const [image = '', project = ''] = [images[0], projects[0]]
  await add(image, project)
  await look(access, operator)
  await add(image, projects[1] ?? '')
  world.clock.advance(MAX_AGE - 1)
  expect((await look(access, operator)).rows.get(image)).toMatchObject({ members: [project] })
  world.clock.advance(1)
  // The console believes the cloud's yes for ten minutes; a row that is older is read before it is told.
  expect((await look(access, operator)).rows.get(image)).toMatchObject({
    members: [project, projects[1]].sort(),
  })
})

test('whoever stops listening stops the reading', async () => {
  const { access, operator, reads, world } = await createAccessWorld({ images: 40 })
  const shared = (await world.driver.listImages(operator)).filter(({ isShared }) => isShared).length
  const asked = { maxAge: MAX_AGE, background: true, signal: new AbortController().signal }
  for await (const batch of access.rows(operator, null, asked)) if (batch[0]?.kind === 'row') break
  const after = reads()
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate)
  // What was under way ends.
  expect(reads() - after).toBeLessThanOrEqual(64)
  expect(reads()).toBeLessThan(Math.max(shared, 66))
})

test('an image of somebody else is unread, never without recipients', async () => {
  const { access, operator } = await createAccessWorld()
  const foreign = '99999999-9999-4999-8999-999999999999'
  const asked = { maxAge: 0, background: false, signal: new AbortController().signal }
  const { rows } = await collect(access.rows(operator, [foreign], asked))
  expect(rows.get(foreign)).toBe('unread')
})

/*
 * Two users of a project with unequal rights look at who has what, at gateways that crash, while images are shared through
 * the console and past it, and reads are refused or fail.
 */

type Step =
  | { kind: 'colleague shares' | 'console shares'; image: number; project: number }
  | { kind: 'cloud says'; user: number; image: number; status: 200 | 403 | 404 | 500 }
  | { kind: 'time passes'; ms: number }
  | { kind: 'gateway crashes' }
  | { kind: 'look'; user: number; maxAge: 0 | 600_000 }

const user = fc.nat({ max: 1 })
const image = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('colleague shares' as const, 'console shares' as const),
      image,
      project: fc.nat({ max: 7 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('cloud says' as const),
      user,
      image,
      status: fc.constantFrom(200 as const, 403 as const, 404 as const, 500 as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('time passes' as const),
      ms: fc.constantFrom(1000, 599_000, 700_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'gateway crashes' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('look' as const),
      user,
      maxAge: fc.constantFrom(0 as const, 600_000 as const),
    }),
  },
)

/** `states`: every set of members that the image has had, the last one being that of now. `status`: what the cloud answers. */
function checkTold(
  told: Told | undefined,
  o: { states: { members: string[]; until: number }[]; status: number; maxAge: number; now: number },
) {
  const members = o.states.at(-1)?.members ?? []
  const needsReading = members.length > 0 && o.maxAge === 0
  // What the cloud refuses now is not told.
  if (needsReading && [403, 404].includes(o.status)) return expect(told).toBe('unread')
  if (told === undefined || told === 'unread') return expect(o.status).not.toBe(200)
  const then = o.states.filter(({ until }) => until >= told.at)
  expect(then.map((state) => state.members)).toContainEqual(told.members)
  if (o.status !== 200) return undefined
  expect(o.now - told.at).toBeLessThanOrEqual(o.maxAge)
  return needsReading ? expect(told.members).toEqual(members) : undefined
}

const RUNS = 25

test.each(['ims', 'glance'] as const)(
  'what a look on %s tells is what the cloud lets this user read, and never older than asked for',
  async (flavour) => {
    const world = await createAccessWorld({ flavour, images: 60 })
    const { operator, colleague, store, projects } = world
    const users = [operator, colleague]
    let run = 0

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const images = world.images.slice(4 * run, 4 * run + 4)
        run = (run + 1) % Math.floor(world.images.length / 4)
        const { clock, driver } = world.world
        let core = await createCore(world.world, { store })
        /** Every set of members that an image has had, and until when; the last one is that of now. */
        const had = new Map<string, { members: string[]; until: number }[]>()
        for (const id of images) {
          for (const who of users) world.allow(who, id)
          const members = (await driver.listMembers(operator, id)).map(({ member_id }) => member_id).sort()
          had.set(id, [{ members, until: Number.POSITIVE_INFINITY }])
        }
        const saying = new Map<string, number>()
        const membersOf = (id: string) => had.get(id)?.at(-1)?.members ?? []
        const statusFor = (user: number, id: string) => saying.get(`${user} ${id}`) ?? 200

        const added = (id: string, project: string) => {
          const [states, before] = [had.get(id), membersOf(id)]
          const last = states?.at(-1)
          if (!last) return
          last.until = clock.now()
          states?.push({ members: [...before, project].sort(), until: Number.POSITIVE_INFINITY })
        }

        const shareByConsole = async (id: string, project: string) => {
          clock.release()
          const set = { images: [id], projects: [project] }
          await core.runner.submit(operator, { action: 'share', set, reason: '', key: null })
          await core.runner.idle()
          clock.hold()
        }

        const say = (user: number, id: string, status: number) => {
          const who = users[user] ?? operator
          saying.set(`${user} ${id}`, status)
          if (status === 200) world.allow(who, id)
          else world.refuse(who, id, status)
        }

        const share = async (step: Step & { project: number; image: number }) => {
          const [id = '', project = ''] = [images[step.image], projects[step.project]]
          if (membersOf(id).includes(project)) return
          if (step.kind === 'colleague shares') await world.add(id, project)
          else if (statusFor(0, id) === 200) await shareByConsole(id, project)
          else return
          added(id, project)
        }

        const take = async (step: Step) => {
          if (step.kind === 'time passes') clock.advance(step.ms)
          else if (step.kind === 'gateway crashes') core = await createCore(world.world, { store })
          else if (step.kind === 'cloud says') say(step.user, images[step.image] ?? '', step.status)
          else if (step.kind === 'look') await check(step.user, step.maxAge)
          else await share(step)
        }

        const check = async (user: number, maxAge: number) => {
          const asked = { maxAge, background: true, signal: new AbortController().signal }
          const { rows, kinds } = await collect(core.access.rows(users[user] ?? operator, images, asked))
          expect(kinds.at(-1)).toBe('end')
          for (const id of images)
            checkTold(rows.get(id), {
              states: had.get(id) ?? [],
              status: statusFor(user, id),
              maxAge,
              now: clock.now(),
            })
        }

        for (const each of steps) await take(each)
        for (const at of users.keys()) await check(at, 0)
      }),
      { numRuns: RUNS },
    )
  },
)
