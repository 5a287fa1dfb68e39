import type { Heir } from '#gateway/store/runs/take-over'

/** Somebody with a token that nobody opens, for tests of the store alone. */
export const heir = (name = 'operator'): Heir => ({
  user: { id: `user-${name}`, name },
  token: { sealed: 'sealed', digest: `digest-${name}`, roles: [], expiresAt: 0, own: false },
})
