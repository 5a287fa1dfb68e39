import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, SegmentedControl } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import IconPrinter from '@tabler/icons-react/icons/IconPrinter'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { getRouteApi } from '@tanstack/react-router'
import { exportAccessPath, exportFormat } from '#contract/downloads'
import { membersIn } from '../api/access-rows.ts'
import { useDownload } from '../api/download.ts'
import { localTime, utcTime } from '../format.ts'
import { ButtonLink } from '../ui/Links.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState } from '../ui/states/EmptyState.tsx'
import { ErrorState } from '../ui/states/ErrorState.tsx'
import { NoMatch } from '../ui/states/NoMatch.tsx'
import { SkeletonRows } from '../ui/states/SkeletonRows.tsx'
import { usePrinting } from '../ui/table/printed-rows.tsx'
import { AccessFilters } from './AccessFilters.tsx'
import classes from './AccessPage.module.css'
import { AccessView } from './AccessView.tsx'
import { Reading, UnreadRows } from './ReadState.tsx'
import { useMatrix } from './use-matrix.ts'
import { words } from './words.ts'

const route = getRouteApi('/access')
const NO_ACCOUNTS = new Map<string, string>()

/** Who can use which image now: a matrix, or the same as a list, under the filters of the address. */
export function AccessPage() {
  const search = route.useSearch()
  const state = useMatrix(search)
  const { access, matrix, images, recipients, accounts } = state
  const retry = () => void access.refetch()
  return (
    <>
      <PageHeader title={words.title} aside={<Actions onReadAgain={retry} />}>
        {matrix &&
          words.lead({
            images: matrix.images.length,
            recipients: matrix.recipients.length,
            pairs: membersIn(matrix.total),
          })}
        <AsOf />
      </PageHeader>
      {images && recipients && (
        <AccessFilters images={images} recipients={recipients} accounts={accounts ?? NO_ACCOUNTS} />
      )}
      <Reading access={access.data} error={access.error} onRetry={retry} />
      {matrix && <UnreadRows images={matrix.images} />}
      <Body state={state} onRetry={retry} />
    </>
  )
}

function Body({ state, onRetry }: { state: ReturnType<typeof useMatrix>; onRetry: () => void }) {
  const { matrix, error, access, isFiltered } = state
  if (!matrix && error) return <ErrorState title={words.unreadable} error={error} onRetry={onRetry} />
  if (!matrix || !access.data) return <SkeletonRows label={words.loading} rows={12} height={18} />
  if (matrix.images.length > 0 && matrix.recipients.length > 0) return <AccessView matrix={matrix} />
  if (matrix.images.some(({ state }) => state === 'unread'))
    return <EmptyState title={words.noneRead}>{words.unreadMeans}</EmptyState>
  if (isFiltered) return <NoMatch to="/access" words={words} />
  if (!access.data.isWhole) return <SkeletonRows label={words.loading} rows={12} height={18} />
  const share = (
    <ButtonLink to="/share" size="xs">
      {words.share}
    </ButtonLink>
  )
  return (
    <EmptyState title={words.none} action={share}>
      {words.noneYet}
    </EmptyState>
  )
}

function Actions({ onReadAgain }: { onReadAgain: () => void }) {
  const { view, fit } = route.useSearch()
  const download = useDownload()
  const navigate = route.useNavigate()
  const set = (key: 'view' | 'fit', value: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, [key]: value }), replace: true, resetScroll: false })
  return (
    <div className={classes.actions}>
      {!view && (
        <SegmentedControl
          size="xs"
          aria-label={words.columns}
          value={fit ? 'all' : 'names'}
          data={[
            { value: 'names', label: words.widths.names },
            { value: 'all', label: words.widths.all },
          ]}
          onChange={(value) => set('fit', value === 'all' ? '1' : undefined)}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label={words.view}
        value={view ?? 'matrix'}
        data={[
          { value: 'matrix', label: words.views.matrix },
          { value: 'list', label: words.views.list },
        ]}
        onChange={(value) => set('view', value === 'list' ? 'list' : undefined)}
      />
      {view === 'list' && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {words.report}
        </Button>
      )}
      {view === 'list' &&
        exportFormat.options.map((format) => (
          <Button
            key={format}
            component="a"
            {...download(exportAccessPath(format))}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            title={words.exportHint}
          >
            {words.export(format)}
          </Button>
        ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={onReadAgain}
      >
        {words.readAgain}
      </Button>
    </div>
  )
}

/** On paper it must say of when it is. */
function AsOf() {
  if (!usePrinting()) return null
  const now = Date.now()
  return (
    <p>
      {words.asOf} {localTime(now)} ({utcTime(now)})
    </p>
  )
}
