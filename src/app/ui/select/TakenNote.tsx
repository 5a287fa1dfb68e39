import { CloseButton } from '@mantine/core'
import { plural } from '../../format.ts'
import type { ChoiceKind } from './choice-kind.ts'
import classes from './TakenNote.module.css'
import type { TakenEntries } from './take-entries.ts'

/** Tells what became of each pasted entry; stays until it is closed. */
export function TakenNote<T>({
  taken,
  kind,
  onClose,
}: {
  taken: TakenEntries
  kind: ChoiceKind<T>
  onClose: () => void
}) {
  const { ids, missing, ambiguous, blocked } = taken
  const lost = missing.length + ambiguous.length + blocked.length
  return (
    <div className={classes.note} role="status" data-tone={lost > 0 ? 'warn' : 'good'}>
      <div className={classes.text}>
        <b>{plural(ids.length, kind.one, kind.many)} taken from what you pasted</b>
        {lost > 0 && `, ${plural(lost, 'entry', 'entries')} not`}
        <Entries title="Not found" entries={missing} />
        <Entries title={`Name of several ${kind.many}, paste the ID`} entries={ambiguous} />
        <Entries
          title="Cannot be chosen"
          entries={blocked.map(({ entry, reason }) => `${entry} (${reason})`)}
        />
      </div>
      <CloseButton size="sm" aria-label="Close this note" onClick={onClose} />
    </div>
  )
}

function Entries({ title, entries }: { title: string; entries: readonly string[] }) {
  if (entries.length === 0) return null
  return (
    <details open={entries.length <= 10}>
      <summary>
        {title}: {entries.length}
      </summary>
      <ul>
        {entries.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </details>
  )
}
