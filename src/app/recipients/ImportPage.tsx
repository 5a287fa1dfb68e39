import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Recipient } from '#contract/recipient'
import { ApiError } from '../api/client.ts'
import { recipientsQuery } from '../api/recipients.ts'
import { settingsQuery } from '../api/settings.ts'
import { plural } from '../format.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import classes from './ImportPage.module.css'
import { ImportPlan } from './ImportPlan.tsx'
import { ImportSource, NO_SOURCE } from './ImportSource.tsx'
import { useImport } from './use-import.ts'

/** Takes a list of recipients, shows what it would change in the book, and writes it. */
export function ImportPage() {
  const recipients = useQuery(recipientsQuery)
  const settings = useQuery(settingsQuery)
  const isRead = recipients.data && settings.data
  const failed = [recipients, settings].find((query) => query.isError && !query.data)
  return (
    <>
      <PageHeader title="Import recipients">
        Nothing is written before you have seen what would change.{' '}
        <Anchor inherit underline="always" component={Link} to="/recipients">
          Back to the book
        </Anchor>
      </PageHeader>
      {isRead && <Import known={recipients.data} own={settings.data.project.id} />}
      {!isRead && !failed?.error && <SkeletonRows label="Loading the book" rows={1} height={160} />}
      {!isRead && failed?.error && (
        <ErrorState
          title="The book could not be read, so there is nothing to compare with"
          message={failed.error.message}
          {...(failed.error instanceof ApiError && {
            code: failed.error.code,
            requestId: failed.error.requestId,
          })}
          onRetry={() => void failed.refetch()}
        />
      )}
    </>
  )
}

function Import({ known, own }: { known: readonly Recipient[]; own: string }) {
  const [source, setSource] = useState(NO_SOURCE)
  const [saved, setSaved] = useState<number | null>(null)
  const reading = useImport(source.text, known, own)

  const outcome = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone; reading goes on here.
  useEffect(() => {
    if (saved !== null) outcome.current?.focus()
  }, [saved])

  if (saved !== null)
    return (
      <div ref={outcome} tabIndex={-1} role="status">
        <EmptyState
          title={`${plural(saved, 'entry', 'entries')} written`}
          action={
            <span className={classes.next}>
              <Anchor component={Link} to="/recipients">
                Open the book
              </Anchor>
              <Anchor component={Link} to="/share">
                Share images
              </Anchor>
            </span>
          }
        >
          The book has them now, with their groups.
        </EmptyState>
      </div>
    )
  return (
    <>
      <ImportSource source={source} onChange={setSource} />
      {!reading && (
        <p role="status" className={classes.reading}>
          Reading …
        </p>
      )}
      {reading && reading.problem !== null && (
        <div role="alert" className={classes.problem} data-tone="bad">
          <b>Nothing can be taken from this.</b> {reading.problem}
        </div>
      )}
      {reading && reading.problem === null && reading.verdicts.length > 0 && (
        // What was ticked was ticked for this text.
        <ImportPlan key={reading.text} verdicts={reading.verdicts} left={reading.left} onSaved={setSaved} />
      )}
    </>
  )
}
