import type { World } from './harness.ts'

/** A browser without a page: keeps its cookie, and marks its calls as the console's own page does. */
export function browserOf(
  world: Pick<World, 'app'>,
  { origin = 'http://127.0.0.1', headers = {} as Record<string, string> } = {},
) {
  let cookie: string | null = null
  const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const response = await world.app.request(`${origin}${path}`, {
      method,
      headers: {
        ...{ 'x-console': '1', 'sec-fetch-site': 'same-origin', ...headers },
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== null && { cookie }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const set = response.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? null
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parse(text) }
  }
  return {
    call,
    get: (path: string, more?: Record<string, string>) => call('GET', path, undefined, more),
    /** Signs in a user of the demo world, whose password is the name. */
    signIn: (user: string, over: object = {}) =>
      call('POST', '/console/sign-in', {
        ...{ method: 'password', user, domain: 'demo', password: user, passcode: '' },
        ...{ project: 'golden-images', ...over },
      }),
    cookie: () => cookie,
    /** Takes a cookie from somewhere else. */
    plant: (value: string) => {
      cookie = value
    },
  }
}

const parse = (text: string) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
