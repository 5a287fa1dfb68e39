/** A project as the parser knows it. */
export type KnownProject = { id: string; name: string }

const USUAL_LENGTH = 32
const HALF = USUAL_LENGTH / 2
/** Recipients that share a half of their ID are compared one by one; more than this share it by design, not by typo. */
const MOST_CANDIDATES = 64

/** Several recipients have the name. */
export const SHARED_NAME = -2

/** Known recipients, prepared for looking up 100,000 pasted words. Numbers are positions in `known`. */
export class RecipientBook {
  private readonly byId = new Map<string, number>()
  private readonly byName = new Map<string, number>()
  private readonly byFirstHalf = new Map<string, number[]>()
  private readonly bySecondHalf = new Map<string, number[]>()
  private readonly ownInLower: string

  constructor(
    readonly known: readonly KnownProject[],
    /** The project that owns the images. */
    own: string,
  ) {
    this.ownInLower = own.toLowerCase()
    for (const [at, { id, name }] of known.entries()) {
      if (id === own) continue
      this.byId.set(id, at)
      const key = name.trim().toLowerCase()
      if (key) this.byName.set(key, this.byName.has(key) ? SHARED_NAME : at)
      if (id.length !== USUAL_LENGTH) continue
      addTo(this.byFirstHalf, id.slice(0, HALF), at)
      addTo(this.bySecondHalf, id.slice(HALF), at)
    }
  }

  /** The recipient with this ID. IDs are compared exactly, but for hex digits in upper case when only lower fits. */
  find(id: string): number | undefined {
    const exact = this.byId.get(id)
    if (exact !== undefined || id.length !== USUAL_LENGTH) return exact
    const lower = id.toLowerCase()
    return lower === id ? undefined : this.byId.get(lower)
  }

  isOwn(id: string) {
    return id.length === this.ownInLower.length && id.toLowerCase() === this.ownInLower
  }

  /** The recipient with this name in any case, `SHARED_NAME`, or undefined. */
  named(name: string): number | undefined {
    return this.byName.get(name.toLowerCase())
  }

  /**
   * The recipient whose 32-character ID differs by one character put in, left out or replaced. One edit leaves one
   * half of the ID as it was, so only recipients that share a half are compared.
   */
  near(id: string): number | undefined {
    if (Math.abs(id.length - USUAL_LENGTH) > 1) return undefined
    const lower = id.toLowerCase()
    return (
      this.among(this.byFirstHalf.get(lower.slice(0, HALF)), lower) ??
      this.among(this.bySecondHalf.get(lower.slice(-HALF)), lower)
    )
  }

  private among(candidates: readonly number[] | undefined, id: string) {
    return candidates?.find((at) => oneApart(this.known[at]?.id ?? '', id))
  }
}

function addTo(halves: Map<string, number[]>, half: string, at: number) {
  const list = halves.get(half)
  if (!list) halves.set(half, [at])
  else if (list.length < MOST_CANDIDATES) list.push(at)
}

/** Whether two texts differ by exactly one character put in, left out or replaced. */
export function oneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const shorter = Math.min(a.length, b.length)
  let same = 0
  while (same < shorter && a[same] === b[same]) same++
  let tail = 0
  while (tail < shorter - same && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  return Math.max(a.length, b.length) - same - tail === 1
}
