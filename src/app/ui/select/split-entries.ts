import { cellsOf } from '../../text/cells.ts'
import { cleanText } from '../../text/clean-text.ts'
import { cutRecords } from '../../text/cut-records.ts'
import { findIds } from '../../text/find-ids.ts'

/** An ID or a name from a pasted text. `beside`: the rest of its record. `removed`: a diff takes it away. */
export type PastedEntry = { entry: string; beside: readonly string[]; removed: boolean }

type PastedRecord = { ids: { id: string; removed: boolean }[]; texts: string[] }

const only = (entry: string): PastedEntry => ({ entry, beside: [], removed: false })

/**
 * Splits a text that was pasted into a search field; null for a single entry, which is an ordinary search. A
 * record that has IDs becomes these IDs, whatever names it has. Other records are split into names at lines,
 * commas, semicolons and tabs, without their quotes.
 */
export function splitEntries(pasted: string): PastedEntry[] | null {
  const { text } = cleanText(pasted)
  const records = new Map<number, PastedRecord>()
  cutRecords(text, ({ record, text: part, removed }) => {
    const ids = findIds(part).filter(({ shape }) => shape !== 'odd')
    const there = records.get(record) ?? { ids: [], texts: [] }
    records.set(record, there)
    for (const { from, to } of ids) there.ids.push({ id: part.slice(from, to), removed: to <= removed })
    // The text around an ID becomes cells of its own.
    there.texts.push(
      ids.reduceRight((rest, { from, to }) => `${rest.slice(0, from)}\t${rest.slice(to)}`, part),
    )
  })
  const found = [...records.values()]
  if (found.every(({ ids }) => ids.length === 0)) {
    const names = namesOf(text)
    return names.length > 1 ? names.map(only) : null
  }
  const entries = found.flatMap(entriesOf)
  return entries.length > 1 || text.trim() !== entries[0]?.entry ? entries : null
}

function entriesOf({ ids, texts }: PastedRecord): PastedEntry[] {
  if (ids.length === 0) return texts.flatMap(namesOf).map(only)
  const beside = texts.flatMap((text) => cellsOf(text).flatMap(({ text: cell }) => [cell, ...partsOf(cell)]))
  return ids.map(({ id, removed }) => ({ entry: id, beside, removed }))
}

const partsOf = (cell: string) => [...cell.split(/[:=]/), ...cell.split(/[\s:=]+/)].map((part) => part.trim())

const namesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r,;\t]+/)
      .map((entry) => entry.trim().replace(/^["']|["']$/g, ''))
      .filter(Boolean),
  ),
]
