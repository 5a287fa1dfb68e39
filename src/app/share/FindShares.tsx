import type { UseFormReturn } from 'react-hook-form'
import { useWatch } from 'react-hook-form'
import { useFindShares } from '../api/plan.ts'
import { plural } from '../format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import classes from './ShareForm.module.css'
import { type ShareValues, toRequest } from './share-values.ts'

/**
 * Fills in the other side of a stop: everybody who has the chosen images, or all images that the projects
 * have.
 */
export function FindShares({ form }: { form: UseFormReturn<ShareValues> }) {
  const { control, getValues, setValue } = form
  const [images, projects, pasted] = useWatch({ control, name: ['images', 'projects', 'pasted'] })
  const find = useFindShares()
  const reading = find.isPending ? 'The members are being read.' : null
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
      <ActionButton
        size="xs"
        variant="default"
        blocked={reading ?? (images.size > 0 ? null : 'Choose images first.')}
        onClick={() => void fill('images')}
      >
        Add everybody who has {images.size === 1 ? 'this image' : 'these images'}
      </ActionButton>
      <ActionButton
        size="xs"
        variant="default"
        blocked={reading ?? (anybody ? null : 'Choose or paste projects first.')}
        onClick={() => void fill('projects')}
      >
        Add every image that{' '}
        {anybody && projects.size + pasted.accepted === 1 ? 'this project has' : 'these projects have'}
      </ActionButton>
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
