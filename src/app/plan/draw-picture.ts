import { itemAt } from '#contract/item-at'
import { endOfStretch, OUTCOMES, outcomeAt, type PlannedOutcome } from '#contract/pair'
import type { Plan } from '#contract/plan'
import { outcomeLook } from './outcome-words.ts'
import type { Cursor } from './picture-layout.ts'

/** What is drawn: the part of the picture that `scroll` shows, `width` × `height` px of squares of `size` px. */
export type Drawing = {
  plan: Plan
  size: number
  width: number
  height: number
  cursor: Cursor | null
  scroll: { scrollLeft: number; scrollTop: number }
}

const COLOURS = {
  good: '--tone-good',
  bad: '--tone-bad',
  warn: '--tone-warn',
  busy: '--tone-busy',
  idle: '--tone-idle',
  faint: '--app-line',
  none: null,
} as const

/**
 * Draws the squares in sight. Neighbours of one kind are drawn as one bar, and the gaps cut out afterwards: a few
 * hundred strokes instead of one for each of ten thousand squares.
 */
export function drawPicture(canvas: HTMLCanvasElement, drawing: Drawing) {
  const { plan, size, width, height, cursor, scroll } = drawing
  const context = canvas.getContext('2d')
  if (!context) return
  // The colours first: asked for after the size is set, they would cost one more pass over the page's styles.
  const style = getComputedStyle(canvas)
  const colourOf = (outcome: PlannedOutcome) => {
    const name = COLOURS[outcomeLook(plan.action, outcome).tone]
    return name && style.getPropertyValue(name)
  }
  const colours = new Map(OUTCOMES.map((outcome) => [outcome, colourOf(outcome)]))
  const cursorColours = [
    [style.getPropertyValue('--mantine-color-body'), 6],
    [style.getPropertyValue('--mantine-color-text'), 2],
  ] as const
  const ratio = window.devicePixelRatio
  canvas.width = width * ratio
  canvas.height = height * ratio
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  context.setTransform(ratio, 0, 0, ratio, -scroll.scrollLeft * ratio, -scroll.scrollTop * ratio)
  const gap = size > 6 ? 1 : 0.5
  const [left, right] = [Math.floor(scroll.scrollLeft / size), Math.ceil((scroll.scrollLeft + width) / size)]
  const [top, bottom] = [Math.floor(scroll.scrollTop / size), Math.ceil((scroll.scrollTop + height) / size)]
  const paths = new Map<PlannedOutcome, Path2D>()
  // A list that is pulled beyond its start begins above its first row.
  for (let row = Math.max(0, top); row < Math.min(bottom, plan.images.length); row++) {
    const { outcomes } = itemAt(plan.images, row)
    for (let column = left; column < Math.min(right, outcomes.length); ) {
      const outcome = outcomeAt(outcomes, column)
      const from = column
      column = endOfStretch(outcomes, from)
      const path = paths.get(outcome) ?? new Path2D()
      paths.set(outcome, path)
      path.rect(from * size, row * size, (column - from) * size, size)
    }
  }
  for (const [outcome, path] of paths) {
    const colour = colours.get(outcome)
    if (!colour) continue
    context.fillStyle = colour
    context.fill(path)
  }
  for (let column = left; column < right; column++)
    context.clearRect((column + 1) * size - gap, scroll.scrollTop, gap, height)
  for (let row = top; row < bottom; row++)
    context.clearRect(scroll.scrollLeft, (row + 1) * size - gap, width, gap)
  if (!cursor) return
  // Two frames, light and dark: it stands out from any square, however small.
  for (const [colour, width] of cursorColours) {
    context.strokeStyle = colour
    context.lineWidth = width
    context.strokeRect(cursor.column * size - 1, cursor.row * size - 1, size + 1, size + 1)
  }
}
