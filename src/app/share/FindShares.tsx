import { Button } from '@mantine/core'
import type { UseFormReturn } from 'react-hook-form'
import { useWatch } from 'react-hook-form'
import { useFindShares } from '../api/plan.ts'
import { plural } from '../format.ts'
import classes from './ShareForm.module.css'
import { type ShareValues, toRequest } from './share-values.ts'

/** Fills in the other side of a stop: everybody who has the chosen images, or all images that the projects have. */
export function FindShares({ form }: { form: UseFormReturn<ShareValues> }) {
  const { control, getValues, setValue } = form
  const [images, projects, pasted] = useWatch({ control, name: ['images', 'projects', 'pasted'] })
  const find = useFindShares()
  const anybody = projects.size + pasted.accepted > 0
  const fill = async (by: 'images' | 'projects') => {
    const request = toRequest(getValues())
    const found = await find.mutateAsync({ images: [], projects: [], [by]: request[by] }).catch(() => null)
    if (!found) return
    const field = by === 'images' ? 'projects' : 'images'
    setValue(field, new Set([...getValues(field), ...found[field]]), { shouldDirty: true })
  }
  return (
    <div className={classes.find}>
      <Button
        size="xs"
        variant="default"
        {...readyTo(images.size > 0 && !find.isPending, () => void fill('images'))}
      >
        Add everybody who has {images.size === 1 ? 'this image' : 'these images'}
      </Button>
      <Button
        size="xs"
        variant="default"
        {...readyTo(anybody && !find.isPending, () => void fill('projects'))}
      >
        Add every image that{' '}
        {anybody && projects.size + pasted.accepted === 1 ? 'this project has' : 'these projects have'}
      </Button>
      <p role="status" className={classes.hint}>
        {find.isPending && 'Reading the members …'}
        {find.error && `The members could not be read: ${find.error.message}`}
        {find.data &&
          `${plural(find.data.images.length, 'image')} and ${plural(find.data.projects.length, 'project')} found.`}
        {find.data && find.data.unread.length > 0 && (
          <b data-tone="bad"> {plural(find.data.unread.length, 'image')} could not be read.</b>
        )}
      </p>
    </div>
  )
}

/** A button that does nothing now keeps the focus, which one that is disabled outright loses. */
const readyTo = (ready: boolean, onClick: () => void) => ({
  'aria-disabled': !ready,
  'data-disabled': !ready || undefined,
  onClick: () => ready && onClick(),
})
