import { describe, expect, test } from 'vitest'
import { carryOut, createCloudWorld, createCore, type SeenRequest } from '#testing/core-world'
import { OPERATOR } from '#testing/demo-login'

/*
 * A job under way meets answers that no cloud should give: from a proxy, from a page that is not the API, or
 * cut short. Whichever call they hit, and whether the cloud has carried it out or not, nothing is lost and
 * nothing is made up.
 */

const page = (text: string, status = 200, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : text, { status, headers })

const NONSENSE: Record<string, () => Response | Error> = {
  'a page': () => page('<html>Welcome</html>'),
  nothing: () => page(''),
  'no content': () => page('', 204),
  'half an answer': () => page('{"job_id": "'),
  'another form': () => page('[]'),
  'a redirect': () => page('', 302, { location: 'http://elsewhere.test/' }),
  'a bad gateway': () => page('<h1>502 Bad Gateway</h1>', 502),
  'a gateway that waited': () => page('', 504),
  'no room': () => page('slow down', 429, { 'retry-after': '3' }),
  'no room, and no word of when': () => page('slow down', 429),
  'a busy cloud': () => page('', 503),
  'a broken line': () => new TypeError('fetch failed', { cause: new Error('read ECONNRESET') }),
  'a line break in an answer': () =>
    new Response(new ReadableStream({ pull: (c) => c.error(new Error('terminated')) })),
}

type Flavour = 'ims' | 'glance'
const isChange = ({ method, path }: SeenRequest) => method === 'POST' && path.endsWith('/members')
const isMembers = ({ path }: SeenRequest) => /^\/v2\/images\/[^/]+\/members$/.test(path)
const PLACES: Record<string, { of: Flavour[]; is: (request: SeenRequest) => boolean; done?: true }> = {
  'the change, before it is carried out': { of: ['ims', 'glance'], is: isChange },
  'the change, after it is carried out': {
    of: ['ims', 'glance'],
    is: isChange,
    done: true,
  },
  'the question for the job': { of: ['ims'], is: ({ path }) => path.includes('/jobs/') },
  'the members': { of: ['ims', 'glance'], is: (request) => request.method === 'GET' && isMembers(request) },
  'an image': {
    of: ['glance'],
    is: ({ method, path }) => method === 'GET' && /^\/v2\/images\/[^/]+$/.test(path),
  },
  'the list of images': { of: ['ims', 'glance'], is: ({ path }) => /^\/v2\/(cloud)?images\?/.test(path) },
}

/** Two images, three recipients that none of them has, and a job that shares them. */
async function setUp(flavour: Flavour) {
  const world = createCloudWorld({ projects: 12, images: 1, flavour })
  const who = await world.driver.signIn(OPERATOR)
  const core = await createCore(world)
  const images = (await core.cloudCache.images(who))
    .filter(
      ({ obstacle, keyId, recipients, kind }) => !obstacle && !keyId && !recipients && kind === 'system',
    )
    .slice(0, 2)
    .map(({ id }) => id)
  const projects = (await core.cloudCache.recipients(who)).slice(0, 3).map(({ id }) => id)
  const set = { images, projects }
  const share = { action: 'share' as const, set, reason: '', key: null, makeShared: true }
  const membersOf = async (image: string) =>
    (await world.driver.listMembers(who, image)).map((member) => member.member_id).sort()
  return { ...core, world, who, set, share, membersOf }
}

describe.each(['ims', 'glance'] as const)('on %s', (flavour) => {
  const places = Object.entries(PLACES).filter(([, { of }]) => of.includes(flavour))

  describe.each(places)('%s', (_, { is, done }) => {
    test.each(Object.entries(NONSENSE))('is answered with %s, once', async (_name, answer) => {
      const { world, who, set, share, membersOf, runner, store } = await setUp(flavour)
      const { jobId } = await runner.submit(who, share)
      let hits = 0
      world.faulty.answer = async (request) => {
        if (!is(request) || hits > 0) return null
        hits += 1
        if (done) await carryOut(world.cloud, request)
        return answer()
      }
      await runner.idle()
      world.faulty.answer = () => null
      expect(hits).toBe(1)
      const job = await store.jobs.detail(who.project.id, jobId)
      expect(job?.pairs).toMatchObject({ total: 6, failed: 0, unconfirmed: 0, impossible: 0 })
      expect((job?.pairs.done ?? 0) + (job?.pairs.unchanged ?? 0)).toBe(6)
      for (const image of set.images) expect(await membersOf(image)).toEqual([...set.projects].sort())
      expect(JSON.stringify(job)).not.toContain(who.token)
    })
  })
})
