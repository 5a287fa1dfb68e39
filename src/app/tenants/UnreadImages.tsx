import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { imagesQuery } from '../api/images.ts'
import notes from '../plan/Notes.module.css'
import { LongRows } from '../ui/table/LongRows.tsx'
import { unreadWords } from './words.ts'

/** Images of which nobody knows who has them, by name: unread is never none. Nothing when all were read. */
export function UnreadImages({ images, onAgain }: { images: readonly string[]; onAgain: () => void }) {
  const { data: own = [] } = useQuery(imagesQuery)
  if (images.length === 0) return null
  const names = new Map(own.map(({ id, name }) => [id, name]))
  return (
    <div role="alert" className={notes.note} data-tone="warn">
      <p>
        <b>{unreadWords.title(images.length)}</b>
      </p>
      <p>{unreadWords.means}</p>
      <LongRows
        label={unreadWords.title(images.length)}
        className={notes.toConfirm}
        count={images.length}
        estimate={36}
        noun="image"
        folded={5}
        keyOf={(at) => images[at] ?? at}
        row={(at) => <span translate="no">{names.get(images[at] ?? '') || images[at]}</span>}
      />
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        {unreadWords.again}
      </Button>
    </div>
  )
}
