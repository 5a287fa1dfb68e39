import type { JobDetail } from '#contract/job'
import type { Pair } from '#contract/pair'

/** A pair by its positions in the job's lists. */
export type Position = Pick<Pair, 'image' | 'project'>

/** Images that all have the same projects, as positions: what one call can ask for. */
export type Rectangle = { images: number[]; projects: number[] }

/** The lists of a job, and how many pairs of them it has. */
export type PairLists = Pick<JobDetail, 'images' | 'projects'> & { pairs: { total: number } }

/** Whether a job has every image with every project; the job of an undo seldom does. */
export const isWhole = ({ pairs, images, projects }: PairLists) =>
  pairs.total === images.length * projects.length

/** All pairs of two lists of these lengths. */
export function allPositions(images: number, projects: number): Position[] {
  return Array.from({ length: images * projects }, (_, n) => ({
    image: Math.floor(n / projects),
    project: n % projects,
  }))
}

/** Covers exactly these pairs: images with the same projects go together. */
export function toRectangles(pairs: readonly Position[]): Rectangle[] {
  const byImage = new Map<number, number[]>()
  for (const { image, project } of pairs) {
    const projects = byImage.get(image)
    if (projects) projects.push(project)
    else byImage.set(image, [project])
  }
  const rectangles = new Map<string, Rectangle>()
  for (const [image, projects] of [...byImage].sort(([a], [b]) => a - b)) {
    projects.sort((a, b) => a - b)
    const key = projects.join()
    const known = rectangles.get(key)
    if (known) known.images.push(image)
    else rectangles.set(key, { images: [image], projects })
  }
  return [...rectangles.values()]
}
