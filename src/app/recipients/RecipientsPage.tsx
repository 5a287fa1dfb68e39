import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconUpload from '@tabler/icons-react/icons/IconUpload'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Recipient } from '#contract/recipient'
import { recipientsQuery } from '../api/recipients.ts'
import { useReadOnly } from '../api/settings.ts'
import { recipientText } from '../search-texts.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { matches, textIndex } from '../ui/select/text-index.ts'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { NoMatch } from '../ui/states/NoMatch.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { useChosen } from '../ui/table/use-chosen.ts'
import { BulkBar } from './BulkBar.tsx'
import { EntryDialog } from './EntryDialog.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { RecipientFilters } from './RecipientFilters.tsx'
import classes from './RecipientsPage.module.css'
import { RecipientTable } from './RecipientTable.tsx'
import { byName, passes } from './recipients-search.ts'
import { words } from './words.ts'

const route = getRouteApi('/recipients')

/** All known recipients, and what the book says of them. */
export function RecipientsPage() {
  const query = useQuery(recipientsQuery)
  const { edit, add } = route.useSearch()
  const navigate = route.useNavigate()
  const [news, setNews] = useState('')
  const readOnly = useReadOnly('change the book')
  const close = (told?: string) => {
    setNews(told ?? '')
    void navigate({ search: ({ edit: _, add: __, ...rest }) => rest, replace: true, resetScroll: false })
  }
  const open = () => void navigate({ search: (now) => ({ ...now, add: '1' as const }), resetScroll: false })
  return (
    <>
      <PageHeader title={words.title} aside={<Actions recipients={query.data} onAdd={open} />}>
        {words.lead} {readOnly}
      </PageHeader>
      <p role="status" className={classes.news} data-tone="good">
        {news}
      </p>
      <Book query={query} onDone={setNews} />
      {query.data && (edit || add) && (
        <EntryDialog key={edit} id={edit ?? ''} recipients={query.data} onClose={close} />
      )}
    </>
  )
}

function Actions(props: { recipients: readonly Recipient[] | undefined; onAdd: () => void }) {
  const readOnly = useReadOnly('change the book')
  return (
    <div className={classes.actions}>
      <ActionButton
        blocked={readOnly}
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={props.onAdd}
      >
        {words.add}
      </ActionButton>
      <ActionButton
        blocked={readOnly}
        renderRoot={(props) => <Link {...props} to="/recipients/import" />}
        size="xs"
        variant="default"
        leftSection={<IconUpload size={14} aria-hidden />}
      >
        {words.import}
      </ActionButton>
      <ExportButtons recipients={props.recipients} />
    </div>
  )
}

function Book(props: { query: ReturnType<typeof useQuery<Recipient[]>>; onDone: (told: string) => void }) {
  const { query } = props
  const search = route.useSearch()
  const recipients = useMemo(() => query.data?.toSorted(byName), [query.data])
  const index = useMemo(() => textIndex(recipients ?? [], recipientText), [recipients])
  const shown = useMemo(() => {
    if (!recipients) return undefined
    const found = matches(index, search.text)
    const candidates = found ? found.flatMap((at) => recipients[at] ?? []) : recipients
    return candidates.filter((recipient) => passes(recipient, search))
  }, [recipients, index, search])
  const { chosen, rowsChosen, choose } = useChosen(recipients)

  if (!recipients && query.isError)
    return <ErrorState title={words.unreadable} error={query.error} onRetry={() => void query.refetch()} />
  if (!recipients || !shown) return <SkeletonRows label={words.loading} rows={8} height={52} />
  if (recipients.length === 0) return <EmptyState title={words.none}>{words.noneYet}</EmptyState>
  return (
    <>
      <RecipientFilters recipients={recipients} shown={shown.length} />
      <BulkBar
        recipients={recipients}
        shown={shown}
        chosen={rowsChosen}
        onChoose={choose}
        onDone={props.onDone}
      />
      {shown.length > 0 ? (
        <RecipientTable recipients={shown} chosen={chosen} onChoose={choose} />
      ) : (
        <NoMatch to="/recipients" words={words} />
      )}
    </>
  )
}
