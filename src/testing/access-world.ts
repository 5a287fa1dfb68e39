import type { Identity } from '#gateway/cloud/driver'
import { carryOut, createCloudWorld, createCore, type SeenRequest } from './core-world.ts'
import { demoLogin, OPERATOR } from './demo-login.ts'

/** A read of members that has reached the cloud: its answer is as of then, and arrives when it is told to. */
type HeldRead = { arrive: () => void }

/**
 * What a test of the snapshot holds: a core, two users of the project that owns the images, images that can be shared
 * without being changed, and a cloud whose answers arrive when the test wants it. Time stands still.
 */
export async function createAccessWorld({
  flavour = 'ims' as 'ims' | 'glance',
  images = 1,
  ...o
}: { flavour?: 'ims' | 'glance'; images?: number } & Parameters<typeof createCore>[1] = {}) {
  const world = createCloudWorld({ projects: 12, images, flavour })
  const { clock, cloud, driver, faulty, seen } = world
  clock.hold()
  const core = await createCore(world, o)
  const operator = await driver.signIn(OPERATOR)
  const colleague = await driver.signIn(demoLogin('alice'))
  const fresh: string[] = []
  for (const { id, obstacle, keyId, becomesShared } of await driver.listImages(operator))
    if (!obstacle && !keyId && !becomesShared && (await driver.listMembers(operator, id)).length === 0)
      fresh.push(id)
  const projects = (await core.cloudCache.recipients(operator)).map(({ id }) => id)
  seen.length = 0

  /** What the cloud answers to reads of members: a status in its place, by token and image. */
  const refused = new Map<string, number>()
  let hold: ((read: HeldRead) => void) | null = null
  const isRead = ({ method, path }: SeenRequest) => method === 'GET' && path.endsWith('/members')
  faulty.answer = async (request) => {
    if (!isRead(request)) return null
    const id = request.path.split('/').at(-2)
    const status = refused.get(`${request.token} ${id}`)
    const answer = status ? new Response('', { status }) : await carryOut(cloud, request)
    const hear = hold
    hold = null
    if (hear) await new Promise<void>((resolve) => hear({ arrive: resolve }))
    return answer
  }

  const call = async (method: string, path: string, body: object) => {
    const { status } = await carryOut(cloud, {
      method,
      path,
      token: operator.token,
      body: JSON.stringify(body),
    })
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`)
  }
  return {
    ...core,
    ...{ world, operator, colleague, images: fresh, projects },
    reads: () => seen.filter(isRead).length,
    /** Shares an image past the console. */
    add: (image: string, member: string) => call('POST', `/v2/images/${image}/members`, { member }),
    refuse: (who: Identity, image: string, status: number) => refused.set(`${who.token} ${image}`, status),
    allow: (who: Identity, image: string) => refused.delete(`${who.token} ${image}`),
    /** Begins something that reads members of one image; answers once the cloud has the request. */
    async begin<T>(work: () => Promise<T>): Promise<HeldRead & { end: Promise<T> }> {
      const reached = new Promise<HeldRead>((resolve) => {
        hold = resolve
      })
      const end = work()
      const { arrive } = await reached
      return { arrive, end }
    },
  }
}

export type AccessWorld = Awaited<ReturnType<typeof createAccessWorld>>
