import { Button } from '@mantine/core'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import notes from '../plan/Notes.module.css'
import { EMPTY, leftOutCount, type ShareValues } from './share-values.ts'
import { pageWords } from './words.ts'

/** Says that pairs of the selection are left out, and takes them in. Shows nothing when there are none. */
export function LeftOut({ form: { control, setValue } }: { form: UseFormReturn<ShareValues> }) {
  const [images, projects, pasted, leftOut] = useWatch({
    control,
    name: ['images', 'projects', 'pasted', 'leftOut'],
  })
  const pairs = leftOutCount({ images, projects, pasted, leftOut })
  if (pairs === 0) return null
  return (
    <div className={notes.note} data-tone="idle">
      <p>{pageWords.leftOut(pairs)}</p>
      <Button size="xs" variant="default" onClick={() => setValue('leftOut', EMPTY.leftOut)}>
        {pageWords.takeIn}
      </Button>
    </div>
  )
}
