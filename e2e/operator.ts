import { expect, type World } from './fixtures.ts'

type Image = {
  id: string
  name: string
  obstacle: unknown
  recipients: number
  keyId: string | null
  kind: string
}

/**
 * The operator without a browser: calls to a world's gateway, which return the JSON of the answer once every
 * job has ended, and calls straight to the cloud, as another tool would make them.
 */
export async function operatorOf({ app, cloud, runner, tokenFor }: World) {
  const { token, project } = await tokenFor('operator')
  const call = async (method: string, path: string, body?: unknown, reason = '') => {
    const headers = {
      'x-auth-token': token,
      'x-share-reason': encodeURIComponent(reason),
      'content-type': 'application/json',
    }
    const response = await app.request(`http://127.0.0.1${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    await runner.idle()
    return response.json()
  }
  const native = async (method: string, path: string, body?: unknown) => {
    const response = await cloud.fetch(
      new Request(`http://embedded.invalid${path}`, {
        method,
        headers: { 'x-auth-token': token, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true)
    return response.status === 204 ? null : response.json()
  }
  const { images }: { images: Image[] } = await call('GET', '/console/images')
  const { recipients } = await call('GET', '/console/recipients')
  const idIn = (list: { id: string; name: string }[], name: string) => {
    const found = list.find((one) => one.name === name)
    if (!found) throw new Error(`The world has no ${name}.`)
    return found.id
  }
  const free = images.filter((i) => !i.obstacle && i.recipients === 0 && !i.keyId && i.kind === 'system')
  const [first = '', second = '', third = ''] = free.map(({ id }) => id)
  return {
    call,
    native,
    /** Three images that are shared with nobody yet. */
    images: [first, second, third] as const,
    image: (name: string) => idIn(images, name),
    project: (name: string) => idIn(recipients, name),
    share: async (images: readonly string[], projects: string[], reason?: string): Promise<string> =>
      (await call('POST', '/v1/cloudimages/members', { images, projects }, reason)).job_id,
    /** The members of an image, as the cloud lists them. */
    members: async (image: string): Promise<string[]> =>
      (await native('GET', `/v2/images/${image}/members`)).members.map(
        ({ member_id }: { member_id: string }) => member_id,
      ),
    add: (image: string, member: string) => native('POST', `/v2/images/${image}/members`, { member }),
    remove: (image: string, member: string) => native('DELETE', `/v2/images/${image}/members/${member}`),
    /** Accounts that may use the key of an image. */
    grantsOf: async (image: string): Promise<string[]> => {
      const key_id = images.find(({ id }) => id === image)?.keyId
      const { grants } = await native('POST', `/v1.0/${project.id}/kms/list-grants`, { key_id })
      return grants.map(({ grantee_principal }: { grantee_principal: string }) => grantee_principal)
    },
  }
}
