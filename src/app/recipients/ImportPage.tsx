import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Recipient } from '#contract/recipient'
import { keptInput, useKeepInput } from '../api/kept-input.ts'
import { recipientsQuery } from '../api/recipients.ts'
import { settingsQuery } from '../api/settings.ts'
import { TextLink } from '../ui/Links.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import classes from './ImportPage.module.css'
import { ImportPlan } from './ImportPlan.tsx'
import { ImportSource, type ImportText, importText, NO_SOURCE } from './ImportSource.tsx'
import type { OwnProject } from './judge-import.ts'
import { useImport } from './use-import.ts'
import { importWords } from './words.ts'

/** Takes a list of recipients, shows what it would change in the book, and writes it. */
export function ImportPage() {
  const recipients = useQuery(recipientsQuery)
  const settings = useQuery(settingsQuery)
  const isRead = recipients.data && settings.data
  const failed = [recipients, settings].find((query) => query.isError && !query.data)
  return (
    <>
      <PageHeader title={importWords.title}>
        {importWords.lead}{' '}
        <TextLink inherit underline="always" to="/recipients">
          {importWords.back}
        </TextLink>
      </PageHeader>
      {isRead && <Import known={recipients.data} own={settings.data.project} />}
      {!isRead && !failed?.error && <SkeletonRows label={importWords.loadingBook} rows={1} height={160} />}
      {!isRead && failed?.error && (
        <ErrorState
          title={importWords.bookUnreadable}
          error={failed.error}
          onRetry={() => void failed.refetch()}
        />
      )}
    </>
  )
}

function Import({ known, own }: { known: readonly Recipient[]; own: OwnProject }) {
  const [source, setSource] = useState((): ImportText => keptInput('import', importText) ?? NO_SOURCE)
  useKeepInput('import', () => source)
  const [saved, setSaved] = useState<number | null>(null)
  const reading = useImport(source.text, known, own)

  const outcome = useRef<HTMLDivElement>(null)
  // The pressed button has disappeared; the focus goes on here.
  useEffect(() => {
    if (saved !== null) outcome.current?.focus()
  }, [saved])

  if (saved !== null)
    return (
      <div ref={outcome} tabIndex={-1} role="status">
        <EmptyState
          title={importWords.written(saved)}
          action={
            <span className={classes.next}>
              <TextLink to="/recipients">{importWords.openBook}</TextLink>
              <TextLink to="/share">{importWords.share}</TextLink>
            </span>
          }
        >
          {importWords.writtenHint}
        </EmptyState>
      </div>
    )
  return (
    <>
      <ImportSource source={source} onChange={setSource} />
      {!reading && (
        <p role="status" className={classes.reading}>
          {importWords.reading}
        </p>
      )}
      {reading && reading.problem !== null && (
        <div role="alert" className={classes.problem} data-tone="bad">
          <b>{importWords.nothingTaken}</b> {reading.problem}
        </div>
      )}
      {reading && reading.problem === null && reading.verdicts.length > 0 && (
        // The key clears the tick when the text changes.
        <ImportPlan key={reading.text} verdicts={reading.verdicts} left={reading.left} onSaved={setSaved} />
      )}
    </>
  )
}
