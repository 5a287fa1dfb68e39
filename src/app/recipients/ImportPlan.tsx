import { useMemo, useState } from 'react'
import { useImportRecipients } from '../api/recipients.ts'
import { useReadOnly } from '../api/settings.ts'
import { count, plural } from '../format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { VirtualTable } from '../ui/VirtualTable.tsx'
import { ImportCells } from './ImportCells.tsx'
import classes from './ImportPlan.module.css'
import { VERDICT_KINDS, type Verdict, type VerdictKind } from './judge-import.ts'
import { VERDICT_LOOK } from './verdict-look.ts'

const COLUMNS = ['Row', 'Verdict', 'Project', 'What it does']

/** What an import would do, row by row, and the button that does it. */
export function ImportPlan(props: { verdicts: readonly Verdict[]; onSaved: (entries: number) => void }) {
  const { verdicts } = props
  const [kind, setKind] = useState<VerdictKind | null>(null)
  const byKind = useMemo(() => {
    const lists: Record<VerdictKind, Verdict[]> = { refused: [], changed: [], new: [], same: [] }
    for (const verdict of verdicts) lists[verdict.kind].push(verdict)
    return lists
  }, [verdicts])
  const kinds = VERDICT_KINDS.filter((each) => byKind[each].length > 0)
  // The text may have changed since, and the last row of this kind be gone.
  const only = kind && byKind[kind].length > 0 ? kind : null
  const shown = useMemo(
    () => (only ? byKind[only] : VERDICT_KINDS.flatMap((each) => byKind[each])),
    [byKind, only],
  )
  const save = useImportRecipients()
  const readOnly = useReadOnly('change the book')
  const entries = useMemo(
    () => [...byKind.new, ...byKind.changed].flatMap((verdict) => ('entry' in verdict ? verdict.entry : [])),
    [byKind],
  )
  return (
    <section aria-label="What would change">
      <div className={classes.bar}>
        <h2>{plural(verdicts.length, 'row')}</h2>
        <ul aria-label="Show only">
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
          blocked={readOnly ?? (entries.length === 0 ? 'No row would change the book.' : null)}
          loading={save.isPending}
          onClick={() => save.mutate(entries, { onSuccess: ({ saved }) => props.onSaved(saved) })}
        >
          {entries.length === 0 ? 'Nothing to write' : `Write ${plural(entries.length, 'entry', 'entries')}`}
        </ActionButton>
      </div>
      <p role="status" className={classes.summary}>
        {summary(byKind)} {readOnly}
      </p>
      {save.error && (
        <p role="alert" className={classes.problem} data-tone="bad">
          <b>Nothing was written.</b> {save.error.message}
        </p>
      )}
      <VirtualTable
        label="Rows of the import"
        columns={COLUMNS}
        loaded={shown.length}
        total={shown.length}
        row={(index) => shown[index] && <ImportCells verdict={shown[index]} />}
        className={classes.table}
        estimate={52}
      />
    </section>
  )
}

function summary(byKind: Record<VerdictKind, Verdict[]>): string {
  const { new: fresh, changed, same, refused } = byKind
  const parts = [
    fresh.length > 0 && `${count(fresh.length)} new to the book`,
    changed.length > 0 && `${count(changed.length)} in it with other facts`,
    same.length > 0 && `${count(same.length)} in it just so`,
    refused.length > 0 && `${count(refused.length)} refused and left out`,
  ]
  return `${parts.filter(Boolean).join(', ')}. All entries are written, or none.`
}
