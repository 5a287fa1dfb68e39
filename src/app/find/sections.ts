import type { Act } from './acts.ts'
import { actsOn, actsOnSeveral, actsOnUnknown } from './acts.ts'
import type { Entry } from './entries.ts'
import type { FindQuery } from './query.ts'
import { isProjectForm } from './query.ts'
import type { Found } from './rank.ts'
import { words } from './words.ts'

/** A row of the list: something found, or something to be done. */
export type Row = { entry: Entry } | { act: Act }

/** Rows under a title. `note`: what is left out of them. */
export type Section = { title: string; rows: Row[]; note?: string }

/** The list, and what it is about where that is known: "recipient". `note`: why there is nothing. */
export type Listed = { sections: Section[]; about: string; note: string }

type Things = { found: readonly Found[]; byKey: ReadonlyMap<string, Entry>; known: readonly Entry[] }

const rowsOf = (entries: readonly Entry[]): Row[] => entries.map((entry) => ({ entry }))

/** What is shown before anything is typed: what was opened lately, then pages and acts. */
export function listStart({ byKey, known }: Things, recent: readonly string[]): Listed {
  const fixed = (kind: 'page' | 'act') => rowsOf(known.filter((entry) => entry.kind === kind))
  const lately = rowsOf(recent.flatMap((key) => byKey.get(key) ?? []))
  const sections = [
    { title: words.recent, rows: lately },
    { title: words.kinds.page, rows: fixed('page') },
    { title: words.kinds.act, rows: fixed('act') },
  ]
  return { sections: sections.filter(({ rows }) => rows.length > 0), about: '', note: '' }
}

/** What was found, and what can be done with it where it is just one thing, or an ID. */
export function listFound(
  query: FindQuery,
  things: Things,
  o: { mayShare: boolean; isWhole: boolean },
): Listed {
  if (query.ids.length > 1) return listSeveral(query.ids, things, o.mayShare)
  const sections = things.found.map(sectionOf)
  const exact = things.found.filter(({ rank }) => rank === 'exact')
  const [subject, another] = exact.flatMap(({ best }) => best.slice(0, 1))
  if (subject && !another && subject.kind !== 'page' && subject.kind !== 'act') {
    const acts = actsOn(subject, o.mayShare).map((act) => ({ act }))
    sections.splice(1, 0, { title: words.kinds.act, rows: acts })
    return { sections, about: words.isA[subject.kind], note: '' }
  }
  const [id] = query.ids
  if (!o.isWhole || things.found.length > 0) return { sections, about: '', note: '' }
  if (id === undefined) return { sections, about: '', note: words.nothing }
  const acts = actsOnUnknown(id, o.mayShare).map((act) => ({ act }))
  return {
    sections: [{ title: words.kinds.act, rows: acts }],
    about: words.unknownId,
    note: words.notKnown(isProjectForm(id)),
  }
}

function sectionOf({ kind, best, total }: Found): Section {
  const more = total - best.length
  return { title: words.kinds[kind], rows: rowsOf(best), ...(more > 0 && { note: words.andMore(more) }) }
}

/** What each of several IDs is, and what can be done with all that may be projects. */
function listSeveral(ids: readonly string[], { known }: Things, mayShare: boolean): Listed {
  const byId = new Map(known.flatMap((entry) => (entry.id === null ? [] : [[entry.id.toLowerCase(), entry]])))
  const entries = ids.flatMap((id) => byId.get(id) ?? [])
  const acts = actsOnSeveral(ids, mayShare).map((act) => ({ act }))
  const sections: Section[] = [
    { title: words.kinds.act, rows: acts },
    { title: words.known, rows: rowsOf(entries) },
  ]
  const missing = ids.length - entries.length
  return {
    sections: sections.filter(({ rows }) => rows.length > 0),
    about: words.several(ids.length),
    note: missing > 0 ? words.notAll(missing) : '',
  }
}
