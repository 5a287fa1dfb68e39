import { systemClock } from '#gateway/cloud/clock'
import type { DomainRef, Identity, Login } from '#gateway/cloud/driver'
import { createGlanceDriver } from '#gateway/cloud/glance/glance'
import { tokenBody } from '#ims/identity'

/** The variables without which there is no cloud to test on, as an `openrc` file sets them. */
const NEEDED = ['OS_AUTH_URL', 'OS_USERNAME', 'OS_PASSWORD', 'OS_PROJECT_NAME'] as const

/** What is missing for a test on a real cloud, as a sentence; null when all is there. */
export function missingCloud(env = process.env): string | null {
  const missing = NEEDED.filter((name) => !env[name])
  return missing.length === 0 ? null : `needs an OpenStack cloud: ${missing.join(', ')} not set`
}

/**
 * A driver for the OpenStack cloud of the `OS_*` variables, and images of its own to try things on: without data, and
 * deleted by `clear` with all their members. A user with a password; the image service is found in the catalog.
 */
export async function createOpenstackCloud(env = process.env) {
  const identity = (env.OS_AUTH_URL ?? '').replace(/(\/v3)?\/*$/, '')
  const domain = (kind: 'USER' | 'PROJECT'): DomainRef => {
    const id = env[`OS_${kind}_DOMAIN_ID`] ?? env.OS_DEFAULT_DOMAIN
    const name = env[`OS_${kind}_DOMAIN_NAME`]
    return name ? { name } : { id: id ?? 'default' }
  }
  const user = { name: env.OS_USERNAME ?? '', domain: domain('USER') }
  const password = env.OS_PASSWORD ?? ''
  const project = { name: env.OS_PROJECT_NAME ?? '', domain: domain('PROJECT') }
  const login: Login = { proof: { method: 'password', user, password }, project }
  const image = await findImageService(identity, env, {
    auth: {
      identity: { methods: ['password'], password: { user: { ...user, password } } },
      scope: { project },
    },
  })
  const makeDriver = (fetch: (request: Request) => Promise<Response> = globalThis.fetch) =>
    createGlanceDriver({ fetch, endpoints: { identity, image }, clock: systemClock })
  const driver = makeDriver()
  const base = `${image.replace(/(\/v2)?\/*$/, '')}/v2`
  const glance = (who: Identity, method: string, path: string, body?: object) =>
    fetch(base + path, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': Array.isArray(body)
          ? 'application/openstack-images-v2.1-json-patch'
          : 'application/json',
        'X-Auth-Token': who.token,
      },
      ...(body && { body: JSON.stringify(body) }),
    })

  const made: string[] = []
  const deleteImage = async (who: Identity, id: string) => {
    const { status } = await glance(who, 'GET', `/images/${id}`)
    if (status === 404) return
    const projects = (await driver.listMembers(who, id)).map((member) => member.member_id)
    // An image that has a member twice could never be deleted.
    if (new Set(projects).size < projects.length)
      for await (const _ of driver.unshare(who, { images: [id], projects }));
    // A small Glance on SQLite fails while its database is locked by others.
    for (let tries = 0; tries < 5; tries++) {
      if ((await glance(who, 'DELETE', `/images/${id}`)).status < 500) return
      await systemClock.sleep(1000)
    }
  }

  return {
    login,
    driver,
    makeDriver,
    clock: systemClock,
    glance,
    /** A new image without recipients; answers its ID. */
    async makeImage(who: Identity, properties: object = {}): Promise<string> {
      const name = `image-share-console test ${made.length}`
      const reply = await glance(who, 'POST', '/images', {
        ...{ name, disk_format: 'raw', container_format: 'bare' },
        ...properties,
      })
      if (!reply.ok) throw new Error(`no image could be made: ${reply.status} ${await reply.text()}`)
      const { id } = (await reply.json()) as { id: string }
      made.push(id)
      return id
    },
    /** Gives an image some data, as only such a one can be deactivated, and deactivates it. */
    async deactivate(who: Identity, id: string): Promise<void> {
      const headers = { 'Content-Type': 'application/octet-stream', 'X-Auth-Token': who.token }
      await fetch(`${base}/images/${id}/file`, { method: 'PUT', headers, body: 'x' })
      const reply = await glance(who, 'POST', `/images/${id}/actions/deactivate`)
      if (!reply.ok) throw new Error(`not deactivated: ${reply.status} ${await reply.text()}`)
    },
    async clear(who: Identity) {
      for (const id of made.splice(0)) await deleteImage(who, id)
    },
  }
}

export type OpenstackCloud = Awaited<ReturnType<typeof createOpenstackCloud>>

async function findImageService(identity: string, env: NodeJS.ProcessEnv, body: object): Promise<string> {
  const reply = await fetch(`${identity}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`no sign-in at ${identity}: ${reply.status} ${await reply.text()}`)
  const { token } = tokenBody.parse(await reply.json())
  const endpoint = token.catalog
    ?.find(({ type }) => type === 'image')
    ?.endpoints.find(
      (one) =>
        one.interface === (env.OS_INTERFACE ?? 'public') &&
        (!env.OS_REGION_NAME || one.region_id === env.OS_REGION_NAME),
    )
  if (!endpoint) throw new Error(`the catalog of ${identity} has no image service`)
  return endpoint.url
}
