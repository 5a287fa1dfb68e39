import type { WireImage } from '#ims/images'
import type { WireJob } from '#ims/jobs'
import type { Member } from '#ims/members'
import { createEmbeddedCloud, type EmbeddedOptions } from './cloud.ts'
import type { USERS } from './seed.ts'

export const ORIGIN = 'http://cloud.test'

/** A world for tests, with its clock and calls as any of the demo users. */
export function createTestCloud(options: Partial<Omit<EmbeddedOptions, 'now'>> = {}) {
  const clock = { now: Date.UTC(2026, 10, 24, 9) }
  const cloud = createEmbeddedCloud({ database: ':memory:', ...options, now: () => clock.now })

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    cloud.fetch(
      new Request(ORIGIN + path, {
        method,
        headers,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  const signIn = async (name: (typeof USERS)[number]['name'], project: string) => {
    const user = { name, password: name, domain: { name: 'demo' } }
    const identity = { methods: ['password'], password: { user } }
    const response = await send('POST', '/v3/auth/tokens', {
      auth: { identity, scope: { project: { name: project } } },
    })
    const token = response.headers.get('x-subject-token') ?? ''
    const { token: facts } = (await response.json()) as { token: { project: { id: string } } }
    return createSession(token, facts.project.id)
  }

  const createSession = (token: string, project: string) => {
    const request = (method: string, path: string, body?: unknown) =>
      send(method, path, body, { 'x-auth-token': token })
    const get = async <T>(path: string) => (await (await request('GET', path)).json()) as T
    const imageNamed = async (name: string): Promise<WireImage> => {
      const query = new URLSearchParams({ name, member_status: 'all' })
      const [image] = (await get<{ images: WireImage[] }>(`/v2/cloudimages?${query}`)).images
      if (!image) throw new Error(`no image ${name}`)
      return image
    }
    const members = async (image: string) =>
      (await get<{ members: Member[] }>(`/v2/images/${image}/members`)).members
    const job = (id: string) => get<WireJob>(`/v1/${project}/jobs/${id}`)
    /** Submits a batch and gives the ID of its job. */
    const submit = async (method: 'POST' | 'DELETE', images: string[], projects: string[]) => {
      const response = await request(method, '/v1/cloudimages/members', { images, projects })
      return ((await response.json()) as { job_id: string }).job_id
    }
    /** Submits a batch, lets its time pass and gives the ended job. */
    const finish = async (method: 'POST' | 'DELETE', images: string[], projects: string[]) => {
      const id = await submit(method, images, projects)
      clock.now += 60_000
      return job(id)
    }
    return { token, project, request, get, imageNamed, members, job, submit, finish }
  }

  return { clock, cloud, send, signIn, createSession, operator: () => signIn('operator', 'golden-images') }
}
