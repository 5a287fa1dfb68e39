import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAccessWorld } from '#testing/access-world'
import { createCore } from '#testing/core-world'
import { openCall } from '#testing/open-call'

/*
 * Two users of a project, at two gateways with one store, read an image's members in any order, while these change, the
 * cloud refuses and allows, answers are late, and calls on the image begin and end. Members are only ever added, so that
 * their number tells how old an answer is.
 */

type Step =
  | { kind: 'add' | 'call begins' | 'call ends' }
  | { kind: 'begin'; viewer: number }
  | { kind: 'arrive'; which: number }
  | { kind: 'cloud says'; user: number; status: 200 | 403 | 404 | 500 }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('begin' as const), viewer: fc.nat({ max: 3 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('arrive' as const), which: fc.nat({ max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cloud says' as const),
      user: fc.nat({ max: 1 }),
      status: fc.constantFrom(200 as const, 403 as const, 404 as const, 500 as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('call begins' as const, 'call ends' as const) }),
  },
)

/** A read as the cloud answered it: `order` is when it began, `members` how many there were then. */
type Read = { viewer: number; order: number; members: number; status: number; arrived: boolean }

const RUNS = 30

test.each(['ims', 'glance'] as const)(
  'no row on %s is older than what was known, and nobody sees what the cloud has not let them read',
  async (flavour) => {
    const world = await createAccessWorld({ flavour, images: 5 * RUNS })
    const { operator, colleague, store } = world
    const users = [operator, colleague]
    const gateways = [world, await createCore(world.world, { store })]
    /** A user at a gateway. */
    const viewers = gateways.flatMap(({ access }) => users.map((who) => ({ access, who })))
    const images = [...world.images]
    const warm = images.pop() ?? ''
    // So that a gateway reads several at a time.
    for (const { access, who } of viewers)
      for (let n = 0; n < 20; n++) await access.read(who, [warm], { from: 'cloud' })
    let run = 0

    const check = async (steps: readonly Step[]) => {
      // Every run has an image that nothing has happened to.
      const image = images[run++] ?? expect.unreachable('there are too few images')
      let order = 0
      let added = 0
      /** The order and the members at the end of the last call. */
      let fence = { order: 0, members: 0 }
      const saying = [200, 200]
      const reads: Read[] = []
      const open: { read: Read; arrive: () => void; end: Promise<unknown> }[] = []
      const calls: (() => Promise<unknown>)[] = []

      const arrive = async (at: number) => {
        const [held] = open.splice(at, 1)
        if (!held) return
        held.arrive()
        await held.end
        held.read.arrived = true
      }

      const begin = async (at: number) => {
        const viewer = viewers[at]
        if (!viewer || open.length >= 6) return
        const status = saying[at % 2] ?? 200
        const read = { viewer: at, order: ++order, members: added, status, arrived: false }
        reads.push(read)
        const work = () => viewer.access.read(viewer.who, [image], { from: 'cloud' })
        open.push({ read, ...(await world.begin(work)) })
      }

      const say = (user: number, status: number) => {
        saying[user] = status
        const who = users[user] ?? operator
        if (status === 200) world.allow(who, image)
        else world.refuse(who, image, status)
      }

      const endCall = async () => {
        const end = calls.pop()
        if (!end) return
        await end()
        fence = { order, members: added }
      }

      const take = async (step: Step) => {
        if (step.kind === 'add') return world.add(image, String(added++).padStart(32, '0'))
        if (step.kind === 'begin') return begin(step.viewer)
        if (step.kind === 'arrive') return arrive(step.which % Math.max(open.length, 1))
        if (step.kind === 'cloud says') return say(step.user, step.status)
        if (step.kind === 'call ends') return endCall()
        calls.push(await openCall(store, image, operator.project.id))
      }

      const look = async () => {
        const known = reads.filter(({ arrived }) => arrived)
        const found = known.filter(({ status }) => status === 200)
        const newest = Math.max(0, ...found.map(({ members }) => members))
        const gone = Math.max(0, ...known.flatMap(({ status, order }) => (status === 404 ? [order] : [])))
        for (const [at, { access, who }] of viewers.entries()) {
          const shown = (await access.count(who, [image])).get(image)?.members ?? null
          const told = known.filter(({ viewer, status }) => viewer === at && status !== 500)
          const last = told.sort((a, b) => b.order - a.order)[0]
          const mayRead = last?.status === 200
          if (shown !== null) {
            expect(mayRead).toBe(true)
            expect(shown).toBeGreaterThanOrEqual(Math.max(newest, fence.members))
          } else if (mayRead)
            expect(found.filter(({ order }) => order > fence.order && order > gone)).toEqual([])
        }
      }

      try {
        for (const step of steps) {
          await take(step)
          await look()
        }
      } finally {
        while (open.length > 0) await arrive(0)
        for (const who of users) world.allow(who, image)
      }
      await look()
    }

    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), check), {
      numRuns: RUNS,
      endOnFailure: true,
    })
  },
)
