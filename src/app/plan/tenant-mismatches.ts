import type { Plan } from '#contract/plan'
import type { ToConfirm } from './ConfirmList.tsx'

/** Pairs of an image that looks made for one tenant with a recipient that is another. */
export const tenantMismatches = ({ images, projects }: Plan): ToConfirm[] =>
  images.flatMap((image) =>
    image.mismatches.flatMap((at) => {
      const project = projects[at]
      if (!project) return []
      return [
        {
          key: `${image.id} ${project.id}`,
          id: project.id,
          name: `${image.name || image.id} → ${project.name || project.id}`,
          note: `The image looks made for ${image.namedTenants.join(', ')}.`,
          doubtful: true,
        },
      ]
    }),
  )
