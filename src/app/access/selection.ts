import type { Stretch } from '../picture/paint.ts'
import type { Cell } from './matrix-layout.ts'

/** The pairs of these images and these recipients. */
export type Selection = { images: ReadonlySet<string>; recipients: ReadonlySet<string> }

type Named = readonly { id: string }[]
type Axes = { images: Named; recipients: Named }

const idsBetween = (list: Named, a: number, b: number) =>
  new Set(list.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id))

/** The rectangle between two cells. */
export const rectangleOf = ({ images, recipients }: Axes, a: Cell, b: Cell): Selection => ({
  images: idsBetween(images, a.row, b.row),
  recipients: idsBetween(recipients, a.column, b.column),
})

const idsOf = (list: Named) => new Set(list.map(({ id }) => id))
export const allOf = ({ images, recipients }: Axes): Selection => ({
  images: idsOf(images),
  recipients: idsOf(recipients),
})

/** Rows, or columns, from one to another, with all of the other axis. */
export function linesOf(axes: Axes, axis: 'images' | 'recipients', a: number, b: number): Selection {
  return { ...allOf(axes), [axis]: idsBetween(axes[axis], a, b) }
}

/** A selection with a row, or column, more or less; null: nothing is left. */
export function toggled(
  axes: Axes,
  selection: Selection | null,
  { axis, at }: { axis: 'images' | 'recipients'; at: number },
): Selection | null {
  const id = axes[axis][at]?.id
  if (id === undefined) return selection
  if (!selection) return linesOf(axes, axis, at, at)
  const ids = new Set(selection[axis])
  if (!ids.delete(id)) ids.add(id)
  return ids.size === 0 ? null : { ...selection, [axis]: ids }
}

/** What is left of a selection under other filters; null: nothing. */
export function within(axes: Axes, selection: Selection | null): Selection | null {
  if (!selection) return null
  const of = (axis: 'images' | 'recipients') =>
    new Set(axes[axis].flatMap(({ id }) => (selection[axis].has(id) ? [id] : [])))
  const left = { images: of('images'), recipients: of('recipients') }
  return left.images.size > 0 && left.recipients.size > 0 ? left : null
}

/** The stretches of a list, from a position up to another, whose entries are chosen. */
export function stretchesIn(list: Named, ids: ReadonlySet<string>, from = 0, to = list.length): Stretch[] {
  const found: Stretch[] = []
  for (let at = from; at < Math.min(to, list.length); at++) {
    if (!ids.has(list[at]?.id ?? '')) continue
    const last = found.at(-1)
    if (last?.to === at) last.to = at + 1
    else found.push({ from: at, to: at + 1 })
  }
  return found
}
