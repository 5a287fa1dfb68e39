import { memo } from 'react'
import type { BookEntry } from '#contract/recipient'
import { Id } from '../ui/Id.tsx'
import { StatusBadge } from '../ui/states/StatusBadge.tsx'
import { FIELDS } from './fields.ts'
import classes from './ImportPlan.module.css'
import type { FieldChange, ImportVerdict } from './judge-import.ts'
import { FIELD_WORDS, importWords, VERDICT_LOOK } from './words.ts'

/** The cells of a row of the import: its number, its verdict, its project, and what the verdict means. */
export const ImportCells = memo(function ImportCells({ verdict }: { verdict: ImportVerdict }) {
  return (
    <>
      <td className={classes.row}>{verdict.row}</td>
      <td className={classes.verdict}>
        <StatusBadge {...VERDICT_LOOK[verdict.kind]} />
      </td>
      <td className={classes.project}>
        {verdict.kind === 'refused' ? (
          <span className={classes.raw} translate="no" title={verdict.text}>
            {verdict.text}
          </span>
        ) : (
          <>
            <b translate={verdict.entry.name ? 'no' : undefined}>
              {verdict.entry.name || importWords.nameUnknown}
            </b>
            <span className={classes.id}>
              <Id id={verdict.entry.id} />
            </span>
          </>
        )}
      </td>
      <td className={classes.what}>
        <What verdict={verdict} />
      </td>
    </>
  )
})

function What({ verdict }: { verdict: ImportVerdict }) {
  if (verdict.kind === 'refused') return verdict.why
  if (verdict.kind === 'same') return <span className={classes.dimmed}>{importWords.asTheBookHasIt}</span>
  if (verdict.kind !== 'changed') return <Facts entry={verdict.entry} />
  return (
    <ul>
      {verdict.changes.map((change) => (
        <li key={change.field}>
          <span className={classes.field}>{FIELD_WORDS[change.field]}</span> <FromTo {...change} />
        </li>
      ))}
    </ul>
  )
}

function Facts({ entry }: { entry: BookEntry }) {
  const told = FIELDS.filter((field) => field !== 'id' && field !== 'name' && entry[field].length > 0)
  return (
    <ul>
      {told.map((field) => (
        <li key={field}>
          <span className={classes.field}>{FIELD_WORDS[field]}</span> {shown(entry[field])}
        </li>
      ))}
    </ul>
  )
}

function FromTo({ from, to }: FieldChange) {
  return (
    <>
      <del>{shown(from)}</del> <span aria-hidden>→</span> <ins>{shown(to)}</ins>
    </>
  )
}

const shown = (value: string | string[]) =>
  (typeof value === 'string' ? value : value.join(', ')) || (
    <i className={classes.dimmed}>{importWords.empty}</i>
  )
