import { type Mention, wordsOf } from './mentions.ts'

/** A project as the parser knows it; `accountId` may be empty. */
export type KnownProject = { id: string; name: string; accountId?: string }

/** What is the operator's own: the project of the images, by ID and name, and the signed-in user. */
export type OwnIds = { project: string; projectName: string; user: string }

const USUAL_LENGTH = 32
const HALF = USUAL_LENGTH / 2
/**
 * Recipients that share a half of their ID are compared one by one. When more than this share it, that is by
 * design and not a typing error.
 */
const MOST_CANDIDATES = 64
/** Names with more words are found only when they are a whole cell or line. */
const MOST_WORDS = 12
const NOBODY: readonly number[] = []

/** Known recipients, prepared for looking up 100,000 pasted words. Numbers are positions in `known`. */
export class RecipientBook {
  private readonly byId = new Map<string, number>()
  private readonly byName = new Map<string, number[]>()
  private readonly byFirstHalf = new Map<string, number[]>()
  private readonly bySecondHalf = new Map<string, number[]>()
  /** Indexed by the ID with its two middle characters swapped, because that error changes both halves. */
  private readonly bySwappedMiddle = new Map<string, number>()
  private readonly others: ReadonlySet<string>
  private readonly own: string
  private readonly ownName: string
  /** By first word, the number of words of the longest name that begins with it. */
  private readonly longest = new Map<string, number>()

  constructor(
    readonly known: readonly KnownProject[],
    own: string | OwnIds,
  ) {
    const { project, projectName, user } =
      typeof own === 'string' ? { project: own, projectName: '', user: '' } : own
    this.own = project.toLowerCase()
    this.ownName = projectName.toLowerCase()
    const others = new Set([user.toLowerCase()])
    for (const [at, { id, name, accountId = '' }] of known.entries()) {
      if (id === project) continue
      others.add(accountId.toLowerCase())
      this.byId.set(id, at)
      this.addName(name, at)
      if (id.length !== USUAL_LENGTH) continue
      addTo(this.byFirstHalf, id.slice(0, HALF), at)
      addTo(this.bySecondHalf, id.slice(HALF), at)
      const swappedId = swapped(id, HALF - 1)
      if (swappedId !== id) this.bySwappedMiddle.set(swappedId, at)
    }
    others.delete('')
    this.others = others
  }

  private addName(name: string, at: number) {
    const words = wordsOf(name)
    const [first] = words
    if (!first) return
    addTo(this.byName, keyOf(words), at)
    this.longest.set(
      first.word,
      Math.min(MOST_WORDS, Math.max(this.longest.get(first.word) ?? 0, words.length)),
    )
  }

  /** The recipients whose name is in a text, with its position. */
  mentionedIn(text: string): { from: number; to: number; holders: readonly number[] }[] {
    const found: { from: number; to: number; holders: readonly number[] }[] = []
    if (this.longest.size === 0) return found
    const words = wordsOf(text)
    for (let at = 0; at < words.length; at++) {
      const first = words[at]
      let length = first ? (this.longest.get(first.word) ?? 0) : 0
      for (; first && length > 0; length--) {
        const phrase = words.slice(at, at + length)
        const holders = this.byName.get(keyOf(phrase))
        if (!holders) continue
        found.push({ from: first.from, to: phrase.at(-1)?.to ?? first.to, holders })
        at += phrase.length - 1
        break
      }
    }
    return found
  }

  /**
   * The recipient with this ID. IDs are compared exactly, but for hex digits in upper case when only lower
   * fits.
   */
  find(id: string): number | undefined {
    const exact = this.byId.get(id)
    if (exact !== undefined || id.length !== USUAL_LENGTH) return exact
    return /[A-F]/.test(id) ? this.byId.get(id.toLowerCase()) : undefined
  }

  /** Whether a word is the name of the own project. */
  isOwnName(word: string) {
    return this.ownName !== '' && word.toLowerCase() === this.ownName
  }

  isOwn(id: string) {
    return id.length === this.own.length && id.toLowerCase() === this.own
  }

  /** Whether it is the ID of a known or the own project, be it with dashes in it. */
  isProject(id: string) {
    const digits = id.replaceAll('-', '')
    return [id, digits].some((one) => this.isOwn(one) || this.find(one) !== undefined)
  }

  /** Whether it is the ID of a known account (domain), or of the signed-in user, and of no known project. */
  isOther(id: string) {
    return this.others.size > 0 && this.others.has(id.toLowerCase()) && this.find(id) === undefined
  }

  /** The recipients with this name, in any case and with any marks around its words. */
  named(name: string): readonly number[] {
    return this.byName.get(keyOf(wordsOf(name))) ?? NOBODY
  }

  /**
   * The recipient whose 32-character ID differs by one character put in, left out or replaced, or by two that
   * changed places. One edit leaves one half of the ID as it was, so only recipients that share a half are
   * compared.
   */
  near(id: string): number | undefined {
    if (Math.abs(id.length - USUAL_LENGTH) > 1) return undefined
    const lower = /[A-F]/.test(id) ? id.toLowerCase() : id
    return (
      this.among(this.byFirstHalf.get(lower.slice(0, HALF)), lower) ??
      this.among(this.bySecondHalf.get(lower.slice(-HALF)), lower) ??
      this.bySwappedMiddle.get(lower)
    )
  }

  private among(candidates: readonly number[] | undefined, id: string) {
    return candidates?.find((at) => isOneSlip(this.known[at]?.id ?? '', id))
  }
}

const keyOf = (words: readonly Mention[]) => words.map(({ word }) => word).join(' ')

function addTo(lists: Map<string, number[]>, key: string, at: number) {
  const list = lists.get(key)
  if (!list) lists.set(key, [at])
  else if (list.length < MOST_CANDIDATES) list.push(at)
}

const swapped = (id: string, at: number) =>
  id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2)

/**
 * Whether two texts differ by one character put in, left out or replaced, or by two neighbours that changed
 * places.
 */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const shorter = Math.min(a.length, b.length)
  let same = 0
  while (same < shorter && a[same] === b[same]) same++
  let tail = 0
  while (tail < shorter - same && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const differing = Math.max(a.length, b.length) - same - tail
  return differing === 1 || (a.length === b.length && differing === 2 && swapped(a, same) === b)
}
