import { Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { USUAL_PROJECT_ID } from '#ims/members'
import { useImportRecipients } from '../api/recipients.ts'
import { useReadOnly } from '../api/settings.ts'
import { count } from '../format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { VirtualTable } from '../ui/table/VirtualTable.tsx'
import { ImportCells } from './ImportCells.tsx'
import classes from './ImportPlan.module.css'
import { type ImportVerdict, VERDICT_KINDS, type VerdictKind } from './judge-import.ts'
import { importWords, VERDICT_LOOK } from './words.ts'

/** Shows what an import would do, row by row, with the button that does it. */
export function ImportPlan(props: {
  verdicts: readonly ImportVerdict[]
  /** The names of columns that are left out. */
  left: readonly string[]
  onSaved: (entries: number) => void
}) {
  const { verdicts } = props
  const [kind, setKind] = useState<VerdictKind | null>(null)
  const byKind = useMemo(() => {
    const lists: Record<VerdictKind, ImportVerdict[]> = { refused: [], changed: [], new: [], same: [] }
    for (const verdict of verdicts) lists[verdict.kind].push(verdict)
    return lists
  }, [verdicts])
  const kinds = VERDICT_KINDS.filter((each) => byKind[each].length > 0)
  // The text may have changed since, and may have no row of this kind any more.
  const only = kind && byKind[kind].length > 0 ? kind : null
  const shown = useMemo(
    () => (only ? byKind[only] : VERDICT_KINDS.flatMap((each) => byKind[each])),
    [byKind, only],
  )
  const save = useImportRecipients()
  const readOnly = useReadOnly('change the book')
  const unusual = useMemo(() => byKind.new.flatMap((verdict) => unusualId(verdict)), [byKind])
  /** The tick belongs to one set of IDs; when the set changes, it is cleared. */
  const [confirmed, setConfirmed] = useState('')
  const isConfirmed = confirmed === unusual.join()
  const entries = useMemo(
    () => [...byKind.new, ...byKind.changed].flatMap((verdict) => ('entry' in verdict ? verdict.entry : [])),
    [byKind],
  )
  return (
    <section aria-label={importWords.whatWouldChange}>
      <div className={classes.bar}>
        <h2>{importWords.rows(verdicts.length)}</h2>
        <ul aria-label={importWords.showOnly}>
          {kinds.map((each) => {
            const { word, tone, icon: Icon } = VERDICT_LOOK[each]
            return (
              <li key={each}>
                <button
                  type="button"
                  className={classes.chip}
                  data-tone={tone}
                  aria-pressed={only === each}
                  onClick={() => setKind(only === each ? null : each)}
                >
                  <Icon size={14} aria-hidden />
                  {word} <b>{count(byKind[each].length)}</b>
                </button>
              </li>
            )
          })}
        </ul>
        <ActionButton
          className={classes.write}
          blocked={readOnly ?? blockedBy({ entries: entries.length, isConfirmed })}
          loading={save.isPending}
          onClick={() => save.mutate(entries, { onSuccess: ({ saved }) => props.onSaved(saved) })}
        >
          {entries.length === 0 ? importWords.nothingToWrite : importWords.write(entries.length)}
        </ActionButton>
      </div>
      <p role="status" className={classes.summary}>
        {importWords.summary({
          fresh: byKind.new.length,
          changed: byKind.changed.length,
          same: byKind.same.length,
          refused: byKind.refused.length,
        })}{' '}
        {readOnly}
      </p>
      {props.left.length > 0 && <p className={classes.summary}>{importWords.columnsLeftOut(props.left)}</p>}
      {unusual.length > 0 && (
        <Checkbox
          className={classes.confirm}
          checked={isConfirmed}
          onChange={({ currentTarget }) => setConfirmed(currentTarget.checked ? unusual.join() : '')}
          label={importWords.confirmUnusual(unusual.length)}
          description={importWords.unusual(unusual.slice(0, MOST_NAMED), unusual.length - MOST_NAMED)}
        />
      )}
      {save.error && (
        <p role="alert" className={classes.problem} data-tone="bad">
          <b>{importWords.notWritten}</b> {save.error.message}
        </p>
      )}
      <VirtualTable
        label={importWords.table}
        columns={importWords.columns}
        loaded={shown.length}
        total={shown.length}
        row={(index) => shown[index] && <ImportCells verdict={shown[index]} />}
        className={classes.table}
        estimate={52}
      />
    </section>
  )
}

/** Why nothing can be written; null when it can. */
function blockedBy({ entries, isConfirmed }: { entries: number; isConfirmed: boolean }): string | null {
  if (entries === 0) return importWords.noChange
  return isConfirmed ? null : importWords.confirmFirst
}

/** The ID of an entry when it does not have the usual form. */
const unusualId = (verdict: ImportVerdict): string[] =>
  'entry' in verdict && !USUAL_PROJECT_ID.test(verdict.entry.id) ? [verdict.entry.id] : []

const MOST_NAMED = 5
