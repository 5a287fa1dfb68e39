import type { JobDetail } from './job.ts'
import type { Position } from './pair.ts'

/** Every one of these images with every one of these projects, as positions: what one call can say. */
export type Rectangle = { images: number[]; projects: number[] }

/** The lists of a job, and how many pairs of them it has. */
export type PairLists = Pick<JobDetail, 'images' | 'projects'> & { pairs: { total: number } }

/** Whether a job has every image with every project; the job of an undo seldom does. */
export const isWhole = ({ pairs, images, projects }: PairLists): boolean =>
  pairs.total === images.length * projects.length

/** All pairs of two lists of these lengths. */
export function allPositions(images: number, projects: number): Position[] {
  return Array.from({ length: images * projects }, (_, n) => ({
    image: Math.floor(n / projects),
    project: n % projects,
  }))
}

/** How many images and projects one call may have. */
type Limits = { images: number; projects: number }

const UNLIMITED: Limits = { images: Number.POSITIVE_INFINITY, projects: Number.POSITIVE_INFINITY }

/**
 * Covers the pairs, and nothing else, with disjoint rectangles within the limits of one call. Images with the
 * same projects share a rectangle, or projects with the same images do: whichever needs fewer calls.
 */
export function cover(pairs: readonly Position[], limits: Limits = UNLIMITED): Rectangle[] {
  const byImage = alike(pairs.map(({ image, project }) => [image, project]))
  const byProject = alike(pairs.map(({ image, project }) => [project, image]))
  const tall = byImage.map(([images, projects]) => ({ images, projects }))
  const wide = byProject.map(([projects, images]) => ({ images, projects }))
  const rows = tall.flatMap((rectangle) => [...split(rectangle, limits)])
  const columns = wide.flatMap((rectangle) => [...split(rectangle, limits)])
  return rows.length <= columns.length ? rows : columns
}

/** A rectangle in two, across its longer side. */
export function splitInTwo<R extends Rectangle>(rectangle: R): [R, R] {
  const side = rectangle.projects.length >= rectangle.images.length ? 'projects' : 'images'
  const middle = Math.ceil(rectangle[side].length / 2)
  return [
    { ...rectangle, [side]: rectangle[side].slice(0, middle) },
    { ...rectangle, [side]: rectangle[side].slice(middle) },
  ]
}

/** Groups keys that have the same values: `[keys, values]`, both ascending. */
function alike(entries: readonly (readonly [key: number, value: number])[]): [number[], number[]][] {
  const valuesOf = new Map<number, Set<number>>()
  for (const [key, value] of entries) {
    const values = valuesOf.get(key)
    if (values) values.add(value)
    else valuesOf.set(key, new Set([value]))
  }
  const groups = new Map<string, [number[], number[]]>()
  for (const [key, set] of [...valuesOf].sort(([a], [b]) => a - b)) {
    const values = [...set].sort((a, b) => a - b)
    const group = groups.get(values.join())
    if (group) group[0].push(key)
    else groups.set(values.join(), [[key], values])
  }
  return [...groups.values()]
}

function* split({ images, projects }: Rectangle, limits: Limits): Iterable<Rectangle> {
  for (const some of slices(images, limits.images))
    for (const others of slices(projects, limits.projects)) yield { images: some, projects: others }
}

function* slices(list: readonly number[], size: number): Iterable<number[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}
