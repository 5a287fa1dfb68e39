import { Button } from '@mantine/core'
import IconRefresh from '@tabler/icons-react/icons/IconRefresh'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { rereadAccess } from '../api/access.ts'
import type { Access } from '../api/access-rows.ts'
import { ProgressBar } from '../ui/states/ProgressBar.tsx'
import { usePrinting } from '../ui/table/printed-rows.tsx'
import type { MatrixImage } from './matrix.ts'
import classes from './ReadState.module.css'
import { words } from './words.ts'

/** How far the reading is, and what broke it off. The rest of the page shows what there is so far. */
export function Reading(props: { access: Access | undefined; error: Error | null; onRetry: () => void }) {
  const { access, error } = props
  const read = (access?.rows.size ?? 0) + (access?.unread.size ?? 0)
  const isReading = !access?.isWhole && !error
  return (
    <>
      <div role="status" className={classes.reading}>
        {isReading && (
          <>
            {words.reading(read, access?.expected ?? null)}
            {typeof access?.expected === 'number' && (
              <ProgressBar
                label={words.readProgress}
                total={access.expected}
                text={words.reading(read, access.expected)}
                segments={[{ value: read, look: 'confirmed' }]}
              />
            )}
          </>
        )}
      </div>
      {error && access && (
        <p role="alert" data-tone="warn" className={classes.problem}>
          {words.brokenOff(error.message)}{' '}
          <Button variant="default" size="compact-xs" onClick={props.onRetry}>
            {words.readAgain}
          </Button>
        </p>
      )}
    </>
  )
}

/** The rows of which nobody knows, by name and with the reason. */
export function UnreadRows({ images }: { images: readonly MatrixImage[] }) {
  const printing = usePrinting()
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: (ids: readonly string[]) => rereadAccess(client, ids),
  })
  const unread = images.filter(({ state }) => state === 'unread')
  if (unread.length === 0) return null
  return (
    <details className={classes.unread} data-tone="warn" open={printing || undefined}>
      <summary>{words.unread(unread.length)}</summary>
      <p>{words.unreadMeans}</p>
      <ul aria-label={words.unreadLabel}>
        {unread.map(({ id, name, problem }) => (
          <li key={id}>
            <b translate="no">{name || id}</b>: {problem?.message}
          </li>
        ))}
      </ul>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={again.isPending}
        onClick={() => again.mutate(unread.map(({ id }) => id))}
      >
        {words.readAgain}
      </Button>
      <span role="status">{again.error && words.readAgainFailed(again.error.message)}</span>
    </details>
  )
}
