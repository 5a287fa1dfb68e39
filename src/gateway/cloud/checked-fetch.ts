import { CloudFailure } from './driver.ts'

type Fetch = (request: Request) => Promise<Response>

/** Signing in and out, and the very question whether a token is valid. */
const isAboutTokens = ({ url }: Request) => new URL(url).pathname.endsWith('/auth/tokens')

/** A check that takes longer than this comes too late for the change that waits for it. */
const PATIENCE_MS = 1000

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD'

/**
 * Sends no change whose token was not found valid a short time ago: services believe a token for minutes after it was
 * revoked or its user deleted (keystonemiddleware's `token_cache_time`, 300 s). `check` rejects with `CloudFailure`. A
 * change that is held back is answered with 401, or with 429 when nobody can say now whether the token is valid: in
 * either case nothing was sent. A check that took long holds the change back too: what allowed it, such as the lease of
 * a job, may have ended meanwhile.
 */
export function createCheckedFetch(o: {
  fetch: Fetch
  check: (token: string) => Promise<unknown>
  now: () => number
}): Fetch {
  const { fetch, check, now } = o
  return async (request) => {
    const token = request.headers.get('x-auth-token')
    if (token === null || isRead(request) || isAboutTokens(request)) return fetch(request)
    const began = now()
    try {
      await check(token)
    } catch (error) {
      if (!(error instanceof CloudFailure)) throw error
      return heldBack(error)
    }
    if (now() - began > PATIENCE_MS) return askAgain('The check of the token took long.')
    return fetch(request)
  }
}

function heldBack({ status, message }: CloudFailure): Response {
  if (status === 401) return Response.json({ error_code: 'APIGW.0301', error_msg: message }, { status: 401 })
  return askAgain(`Nobody can say now whether the token is valid. ${message}`)
}

const askAgain = (why: string) =>
  Response.json(
    { error_code: 'CONSOLE.UNCHECKED', error_msg: `Nothing was sent. ${why}` },
    { status: 429, headers: { 'retry-after': '1' } },
  )
