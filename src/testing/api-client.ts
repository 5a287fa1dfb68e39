import type { World } from './harness.ts'

/** A client of a world's gateway without a socket. `token` is sent when given. */
export function clientOf({ app }: Pick<World, 'app'>, token?: string) {
  const call = async (method: string, path: string, o: { body?: unknown; headers?: HeadersInit } = {}) => {
    const headers = new Headers(o.headers)
    if (token) headers.set('x-auth-token', token)
    if (o.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
    const body = o.body === undefined || typeof o.body === 'string' ? o.body : JSON.stringify(o.body)
    const response = await app.request(`http://127.0.0.1:8080${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, text, json }
  }
  return {
    call,
    get: (path: string, headers?: HeadersInit) => call('GET', path, { ...(headers && { headers }) }),
    share: (body: unknown, headers?: HeadersInit) =>
      call('POST', '/v1/cloudimages/members', { body, ...(headers && { headers }) }),
    unshare: (body: unknown) => call('DELETE', '/v1/cloudimages/members', { body }),
  }
}
