/** The times of a token as the cloud writes them, by the cloud's own clock. */
type Times = { issued_at?: string | undefined; expires_at: string }

/** When tokens end, by this machine's clock, which may differ from that of the cloud by hours. */
export type TokenLife = {
  /** Of a token that the cloud has just made: it lives from now on for as long as the cloud says. */
  ofNew(times: Times): number
  /** Of a token that was made some time ago. */
  ofKnown(times: Times): number
}

/** Less than this is no difference: an answer is on its way for a while. */
const TOLERANCE_MS = 60_000

/** `onDifference`: told how far the cloud's clock is ahead of ours, in ms, each time that this changes. */
export function createTokenLife(o: { now: () => number; onDifference?: (ms: number) => void }): TokenLife {
  let ahead = 0

  const learn = (found: number) => {
    const seen = Math.abs(found) > TOLERANCE_MS ? found : 0
    if (Math.abs(seen - ahead) <= TOLERANCE_MS) return
    ahead = seen
    o.onDifference?.(ahead)
  }

  return {
    ofNew({ issued_at, expires_at }) {
      const [issued, expires, now] = [Date.parse(issued_at ?? ''), Date.parse(expires_at), o.now()]
      if (Number.isNaN(issued)) return expires - ahead
      learn(issued - now)
      return now + (expires - issued)
    },

    ofKnown({ issued_at, expires_at }) {
      const [issued, expires, now] = [Date.parse(issued_at ?? ''), Date.parse(expires_at), o.now()]
      const end = expires - ahead
      if (Number.isNaN(issued)) return end
      const whole = expires - issued
      // The cloud takes it for valid, so it has not ended, and lives no longer than it did at first.
      if (end > now) return Math.min(end, now + whole)
      return now + (now - end <= TOLERANCE_MS ? Math.min(TOLERANCE_MS, whole) : whole)
    },
  }
}
