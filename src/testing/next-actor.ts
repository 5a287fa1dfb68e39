import type { NextActor } from '#gateway/jobs/model/request'

/** Somebody with a token that nobody opens, for tests of the store alone. */
export const nextActor = (name = 'operator'): NextActor => ({
  user: { id: `user-${name}`, name },
  token: { sealed: 'sealed', digest: `digest-${name}`, roles: [], expiresAt: 0, own: false },
})
