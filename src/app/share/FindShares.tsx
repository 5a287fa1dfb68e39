import type { UseFormReturn } from 'react-hook-form'
import { useWatch } from 'react-hook-form'
import type { ShareList } from '#contract/plan'
import { useFindShares } from '../api/plan.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import classes from './ShareForm.module.css'
import { type ShareValues, toRequest } from './share-values.ts'
import { pageWords } from './words.ts'

/**
 * Fills in the other side of a stop: everybody who has the chosen images, or all images that the projects
 * have.
 */
export function FindShares({ form }: { form: UseFormReturn<ShareValues> }) {
  const { control, getValues, setValue } = form
  const [images, projects, pasted] = useWatch({ control, name: ['images', 'projects', 'pasted'] })
  const find = useFindShares()
  const reading = find.isPending ? pageWords.membersAreRead : null
  const chosen = projects.size + pasted.accepted
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
        blocked={reading ?? (images.size > 0 ? null : pageWords.imagesFirst)}
        onClick={() => void fill('images')}
      >
        {pageWords.addProjects(images.size)}
      </ActionButton>
      <ActionButton
        size="xs"
        variant="default"
        blocked={reading ?? (chosen > 0 ? null : pageWords.projectsFirst)}
        onClick={() => void fill('projects')}
      >
        {pageWords.addImages(chosen === 1)}
      </ActionButton>
      <p role="status" className={classes.hint}>
        {find.isPending && pageWords.readingMembers}
        {find.error && pageWords.notFound(find.error.message)}
        {find.data && find.variables && foundText(find.data, find.variables)}
        {find.data && find.data.unread.length > 0 && (
          <b data-tone="bad">{pageWords.unread(find.data.unread.length)}</b>
        )}
      </p>
    </div>
  )
}

const foundText = (found: ShareList, asked: { images: string[]; projects: string[] }) =>
  asked.images.length > 0
    ? pageWords.foundProjects(found.projects.length, asked.images.length)
    : pageWords.foundImages(found.images.length, asked.projects.length)
