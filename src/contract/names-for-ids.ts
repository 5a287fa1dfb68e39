import type { Recipient } from './recipient.ts'

/** A text that stands where an ID should, and the projects whose name it is. */
export type NameForId = { text: string; ids: string[] }

/**
 * Which of these texts are the name of a known project, in any case, and no ID of one. A plain OpenStack takes any
 * text for a member and shares with nobody then, so a name in place of an ID has to be found here. A text that only
 * the history knows as an ID may itself have been such a name: it counts as an ID only where `historyCounts`, so that
 * a member which was made by mistake can be taken back. `own` is the project that owns the images.
 */
export function findNamesForIds(
  texts: readonly string[],
  o: {
    known: readonly Pick<Recipient, 'id' | 'name' | 'sources'>[]
    own: { id: string; name: string }
    historyCounts: boolean
  },
): NameForId[] {
  const isKnown = ({ sources }: Pick<Recipient, 'sources'>) =>
    o.historyCounts || sources.some((source) => source !== 'history')
  const ids = new Set([o.own.id, ...o.known.filter(isKnown).map(({ id }) => id)])
  const unknown = texts.filter((text) => !ids.has(text))
  if (unknown.length === 0) return []
  const byName = new Map<string, string[]>()
  for (const { id, name } of [o.own, ...o.known]) {
    if (name === '') continue
    const holders = byName.get(name.toLowerCase())
    if (holders) holders.push(id)
    else byName.set(name.toLowerCase(), [id])
  }
  return unknown.flatMap((text) => {
    const holders = byName.get(text.trim().toLowerCase())?.filter((id) => id !== text) ?? []
    return holders.length > 0 ? [{ text, ids: holders }] : []
  })
}

/** “team-01” is the name of a project. Its ID is 9c61…. */
export function nameForIdText({ text, ids }: NameForId): string {
  const [id, ...more] = ids
  return more.length === 0
    ? `“${text}” is the name of a project. Its ID is ${id}.`
    : `“${text}” is the name of ${ids.length} projects. Their IDs are ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}.`
}
