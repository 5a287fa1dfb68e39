import type { Plan } from '#contract/plan'

/** Positions of the pairs of one kind, `image * projects + project`, in the order of the picture. */
export function pairsOf({ images, projects }: Plan, cell: string): Uint32Array {
  const total = images.reduce((sum, { cells }) => sum + countOf(cells, cell), 0)
  const pairs = new Uint32Array(total)
  let at = 0
  for (const [row, { cells }] of images.entries())
    for (let column = cells.indexOf(cell); column !== -1; column = cells.indexOf(cell, column + 1))
      pairs[at++] = row * projects.length + column
  return pairs
}

/** How often a character stands in the cells of an image. */
export function countOf(cells: string, cell: string): number {
  let n = 0
  for (let at = cells.indexOf(cell); at !== -1; at = cells.indexOf(cell, at + 1)) n += 1
  return n
}
